using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Commands;
using MlPipeline.Cli.Output;
using MlPipeline.Datasets;
using MlPipeline.Estimators;
using MlPipeline.Network;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>Creates the report of a training.</summary>
internal sealed class RunCollector
{
    private const int MaxErrors = 32;
    private const int MaxWeightImages = 128;

    /// <summary>The settings by name.</summary>
    public required IReadOnlyList<NamedValue> Options { get; init; }

    public required TrainingInput Input { get; init; }

    public required int Seed { get; init; }

    /// <summary>Whether the test images were evaluated after every epoch.</summary>
    public bool IsTestedEveryEpoch { get; init; }

    /// <summary>Reads the scores of the test images once and creates the report.</summary>
    public RunReport Collect(
        FeedForwardMulticlassModelParameters model,
        IDataView scored,
        MulticlassClassificationMetrics metrics,
        double seconds
    )
    {
        (ImageSet training, ImageSet test) = Input.Images();
        ClassificationAnalysis analysis = Analyze(scored);
        // A split by share is not exact, so the training rows are counted.
        EpochResult first = model.History!.Epochs[0];
        long trainRows = (long)Math.Round(first.RowsPerSecond * first.Seconds);
        return new RunReport
        {
            Title = $"{Input.Name}: {Short(model.Network.Spec)}",
            Created = DateTimeOffset.Now,
            Versions = LibraryVersions.All(),
            DataSet = new DataSetInfo(Input.Name, Input.Title, trainRows, training.Count - trainRows, test.Count),
            Seed = Seed,
            Seconds = seconds,
            Options = Options,
            Network = NetworkPictures.Layers(model.Network.Spec),
            Epochs = [.. model.History.Epochs.Select(Epoch)],
            Test = new TestFigures(metrics.MicroAccuracy, metrics.LogLoss, test.Count),
            Gallery = Gallery(training),
            Classification = analysis.Summarize(),
            Errors = [.. analysis.MostConfidentErrors.Select(wrong => Error(test, wrong))],
            FirstLayerWeights = NetworkPictures.FirstLayer(model.Network, test.Width, MaxWeightImages),
        };
    }

    // Without the count of parameters, which the page shows by itself.
    private static string Short(NetworkSpec spec) => string.Join(" (", spec.ToString().Split(" (")[..^1]);

    private EpochFigures Epoch(EpochResult result)
    {
        (Evaluation? validation, Evaluation? test) = IsTestedEveryEpoch
            ? ((Evaluation?)null, result.Validation)
            : (result.Validation, null);
        return new EpochFigures(
            result.Epoch,
            result.LearningRate,
            result.Training.Loss,
            result.Training.Accuracy,
            validation?.Loss,
            validation?.Accuracy,
            test?.Loss,
            test?.Accuracy,
            result.Seconds
        );
    }

    private ClassificationAnalysis Analyze(IDataView scored)
    {
        var analysis = new ClassificationAnalysis(Input.ClassNames, MaxErrors);
        DataViewSchema.Column label = scored.Schema["Label"];
        DataViewSchema.Column score = scored.Schema["Score"];
        using DataViewRowCursor cursor = scored.GetRowCursor([label, score]);
        ValueGetter<uint> getLabel = cursor.GetGetter<uint>(label);
        ValueGetter<VBuffer<float>> getScore = cursor.GetGetter<VBuffer<float>>(score);
        uint key = 0;
        VBuffer<float> probabilities = default;
        while (cursor.MoveNext())
        {
            getLabel(ref key);
            getScore(ref probabilities);
            // Keys count from 1.
            analysis.Add(
                (int)key - 1,
                probabilities.IsDense ? probabilities.GetValues() : [.. probabilities.DenseValues()]
            );
        }
        return analysis;
    }

    private static List<LabeledImage> Gallery(ImageSet images)
    {
        List<LabeledImage> gallery = [];
        for (int i = 0; i < images.ClassNames.Count; i++)
            if (Array.IndexOf(images.Labels, (byte)i) is >= 0 and var row)
                gallery.Add(new LabeledImage(images.ClassNames[i], ImageOf(images, row)));
        return gallery;
    }

    private static MisclassifiedImage Error(ImageSet images, ClassificationAnalysis.WrongRow wrong) =>
        new(
            wrong.Row,
            images.ClassNames[wrong.TrueClass],
            images.ClassNames[wrong.PredictedClass],
            wrong.Probability,
            wrong.TrueProbability,
            ImageOf(images, wrong.Row)
        );

    private static ReportImage ImageOf(ImageSet set, int row) => new(set.Width, set.Height, set.Image(row).ToArray());
}
