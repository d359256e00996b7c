namespace MlPipeline.Reports;

/// <summary>
/// One training of one network: how it went and what the network knows. Lists that are empty are not shown.
/// </summary>
public sealed record RunReport : Report
{
    /// <summary>What it was trained on.</summary>
    public required DataSetInfo DataSet { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>Time of the training, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The options of the trainer, by name.</summary>
    public IReadOnlyList<NamedValue> Options { get; init; } = [];

    /// <summary>The layers, from the input on.</summary>
    public IReadOnlyList<NetworkLayer> Network { get; init; } = [];

    /// <summary>The figures of every epoch, in order.</summary>
    public IReadOnlyList<EpochFigures> Epochs { get; init; } = [];

    /// <summary>The figures on the test set after training; null where there is none.</summary>
    public TestFigures? Test { get; init; }

    /// <summary>The first image of each class.</summary>
    public IReadOnlyList<LabeledImage> Gallery { get; init; } = [];

    /// <summary>What the network says of the test set; null where nothing was classified.</summary>
    public Classification? Classification { get; init; }

    /// <summary>The wrong images that the network is surest of, surest first.</summary>
    public IReadOnlyList<MisclassifiedImage> Errors { get; init; } = [];

    /// <summary>What the units of the first layer look for.</summary>
    public IReadOnlyList<WeightImage> FirstLayerWeights { get; init; } = [];
}

/// <summary>A data set.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Description">In a line.</param>
/// <param name="TrainRows">Rows that were learned from.</param>
/// <param name="ValidationRows">Rows that were kept aside and evaluated after every epoch.</param>
/// <param name="TestRows">Rows that were evaluated at the end.</param>
public sealed record DataSetInfo(string Name, string Description, long TrainRows, long ValidationRows, long TestRows);

/// <summary>The figures of an epoch; null where a set was not evaluated.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="LearningRate">Step size at the epoch's end.</param>
/// <param name="TrainLoss">Mean over the epoch's mini-batches, each before its step.</param>
/// <param name="TrainAccuracy">0 to 1, likewise.</param>
/// <param name="ValidationLoss">After the epoch.</param>
/// <param name="ValidationAccuracy">0 to 1, after the epoch.</param>
/// <param name="TestLoss">After the epoch.</param>
/// <param name="TestAccuracy">0 to 1, after the epoch.</param>
/// <param name="Seconds">Time of the training part.</param>
public sealed record EpochFigures(
    int Epoch,
    double? LearningRate,
    double? TrainLoss,
    double? TrainAccuracy,
    double? ValidationLoss = null,
    double? ValidationAccuracy = null,
    double? TestLoss = null,
    double? TestAccuracy = null,
    double? Seconds = null
);

/// <summary>The figures on the test set.</summary>
/// <param name="Accuracy">0 to 1.</param>
/// <param name="Loss">Mean cross-entropy, in nats.</param>
/// <param name="Rows">How many rows.</param>
public sealed record TestFigures(double Accuracy, double Loss, long Rows);

/// <summary>A layer of the network.</summary>
/// <param name="Name">What it is, with its activation.</param>
/// <param name="Output">The shape of its output, such as <c>128</c> or <c>26 x 26 x 8</c>.</param>
/// <param name="Parameters">Weights and biases.</param>
public sealed record NetworkLayer(string Name, string Output, long Parameters);

/// <summary>An image the network took for something else.</summary>
/// <param name="Row">Its place in the test set, from 0.</param>
/// <param name="TrueName">What it is.</param>
/// <param name="PredictedName">What the network says.</param>
/// <param name="Probability">That the network gives the predicted class, 0 to 1.</param>
/// <param name="TrueProbability">That the network gives the true class, 0 to 1.</param>
/// <param name="Image">The image.</param>
public sealed record MisclassifiedImage(
    int Row,
    string TrueName,
    string PredictedName,
    double Probability,
    double TrueProbability,
    ReportImage Image
);
