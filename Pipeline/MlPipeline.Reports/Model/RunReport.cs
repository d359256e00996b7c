namespace MlPipeline.Reports;

/// <summary>
/// The report of a run: its course and the results of its network. Empty lists are not shown.
/// </summary>
public sealed record RunReport : Report
{
    /// <summary>The data set of the training.</summary>
    public required DataSetInfo DataSet { get; init; }

    /// <summary>The seed of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>The duration of the training, in seconds.</summary>
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

    /// <summary>The predictions of the network on the test rows; null if nothing was classified.</summary>
    public Classification? Classification { get; init; }

    /// <summary>The most confident errors on test images, highest probability first.</summary>
    public IReadOnlyList<MisclassifiedImage> Errors { get; init; } = [];

    /// <summary>The weights of units of the first layer, as images.</summary>
    public IReadOnlyList<WeightImage> FirstLayerWeights { get; init; } = [];
}

/// <summary>A data set.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Description">A description of one line.</param>
/// <param name="TrainRows">The number of training rows.</param>
/// <param name="ValidationRows">The number of validation rows, which were evaluated after every epoch.</param>
/// <param name="TestRows">The number of test rows, which were evaluated at the end.</param>
public sealed record DataSetInfo(string Name, string Description, long TrainRows, long ValidationRows, long TestRows);

/// <summary>The figures of an epoch; null if rows were not evaluated.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="LearningRate">The learning rate at the end of the epoch.</param>
/// <param name="TrainLoss">The mean training loss over the batches of the epoch, each before its step.</param>
/// <param name="TrainAccuracy">The training accuracy, 0 to 1, computed alike.</param>
/// <param name="ValidationLoss">The validation loss after the epoch.</param>
/// <param name="ValidationAccuracy">The validation accuracy after the epoch, 0 to 1.</param>
/// <param name="TestLoss">The test loss after the epoch.</param>
/// <param name="TestAccuracy">The test accuracy after the epoch, 0 to 1.</param>
/// <param name="Seconds">The duration of the training part, in seconds.</param>
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
/// <param name="Rows">The number of rows.</param>
public sealed record TestFigures(double Accuracy, double Loss, long Rows);

/// <summary>A layer of the network.</summary>
/// <param name="Name">The layer as text, with its activation.</param>
/// <param name="Output">The shape of its output, such as <c>128</c> or <c>26 x 26 x 8</c>.</param>
/// <param name="Parameters">Weights and biases.</param>
public sealed record NetworkLayer(string Name, string Output, long Parameters);

/// <summary>An image that the network classified wrongly.</summary>
/// <param name="Row">The index in the test rows, from 0.</param>
/// <param name="TrueName">The name of its class.</param>
/// <param name="PredictedName">The name of the predicted class.</param>
/// <param name="Probability">The probability of the predicted class, 0 to 1.</param>
/// <param name="TrueProbability">The probability of the true class, 0 to 1.</param>
/// <param name="Image">The image.</param>
public sealed record MisclassifiedImage(
    int Row,
    string TrueName,
    string PredictedName,
    double Probability,
    double TrueProbability,
    ReportImage Image
);
