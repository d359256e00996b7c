using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests;

public enum LearningTask
{
    Multiclass,
    Binary,
    Regression,
}

/// <summary>Rows whose class, flag and value follow from their features, and a trainer for each.</summary>
internal static class LearningTasks
{
    public const int Width = 4;

    public static TheoryData<LearningTask> All => [.. Enum.GetValues<LearningTask>()];

    public static IEnumerable<Row> Rows(int count)
    {
        var random = new Random(3);
        for (int i = 0; i < count; i++)
        {
            // Half of all values are 0, so that sparse rows are sparse.
            float[] x =
            [
                .. Enumerable.Range(0, Width).Select(_ => random.Next(2) * (float)(2 * random.NextDouble() - 1)),
            ];
            yield return new Row
            {
                Features = x,
                Sparse = SparseOf(x),
                Class =
                    x[0] + x[1] > 0.3f ? "high"
                    : x[0] + x[1] < -0.3f ? "low"
                    : "middle",
                Flag = x[0] - x[2] > 0,
                Value = 1000 + 50 * (2 * x[0] - x[1] * x[1] + x[3]),
            };
        }
    }

    public static TOptions Settings<TOptions>(this TOptions options, string label, string features = "Features")
        where TOptions : FeedForwardOptionsBase
    {
        options.LabelColumnName = label;
        options.FeatureColumnName = features;
        options.HiddenLayers = [16];
        options.Epochs = 30;
        options.BatchSize = 16;
        options.Seed = 1;
        options.LearningRate = 0.01f;
        return options;
    }

    /// <summary>The trainer of a task, on rows whose class is a key.</summary>
    public static IEstimator<ITransformer> Trainer(
        this MLContext context,
        LearningTask task,
        Action<FeedForwardOptionsBase>? set = null,
        string features = "Features"
    )
    {
        TOptions Options<TOptions>(string label)
            where TOptions : FeedForwardOptionsBase, new()
        {
            TOptions options = new TOptions().Settings(label, features);
            set?.Invoke(options);
            return options;
        }
        return task switch
        {
            LearningTask.Multiclass => context.MulticlassClassification.Trainers.FeedForward(
                Options<FeedForwardMulticlassTrainer.Options>("Class")
            ),
            LearningTask.Binary => context.BinaryClassification.Trainers.FeedForward(
                Options<FeedForwardBinaryTrainer.Options>("Flag")
            ),
            _ => context.Regression.Trainers.FeedForward(Options<FeedForwardRegressionTrainer.Options>("Value")),
        };
    }

    public static IDataView View(this MLContext context, int rows = 600) =>
        context.Keyed(context.Data.LoadFromEnumerable(Rows(rows)));

    public static IDataView Keyed(this MLContext context, IDataView view, string label = "Class") =>
        context.Transforms.Conversion.MapValueToKey(label).Fit(view).Transform(view);

    /// <summary>How good scored rows are: accuracy, area under the curve, or R².</summary>
    public static double Quality(this MLContext context, LearningTask task, IDataView scored) =>
        task switch
        {
            LearningTask.Multiclass => context.MulticlassClassification.Evaluate(scored, "Class").MicroAccuracy,
            LearningTask.Binary => context.BinaryClassification.Evaluate(scored, "Flag").AreaUnderRocCurve,
            _ => context.Regression.Evaluate(scored, "Value").RSquared,
        };

    /// <summary>The column Score, a vector or a number, and what else the task adds, row by row.</summary>
    public static float[][] Scores(IDataView scored) =>
        scored.Schema["Score"].Type is VectorDataViewType
            ?
            [
                .. scored
                    .GetColumn<float[]>("Score")
                    .Zip(scored.GetColumn<uint>("PredictedLabel"), (score, label) => (float[])[.. score, label]),
            ]
        : scored.Schema.GetColumnOrNull("Probability") == null
            ? [.. scored.GetColumn<float>("Score").Select(score => new[] { score })]
        :
        [
            .. scored
                .GetColumn<float>("Score")
                .Zip(scored.GetColumn<float>("Probability"), scored.GetColumn<bool>("PredictedLabel"))
                .Select(row => new[] { row.First, row.Second, row.Third ? 1 : 0 }),
        ];

    /// <summary>
    /// A function that scores one row through a PredictionEngine, with the values of <see cref="Scores"/>.
    /// </summary>
    public static Func<Row, float[]> Engine(this MLContext context, LearningTask task, ITransformer model)
    {
        switch (task)
        {
            case LearningTask.Multiclass:
                PredictionEngine<Row, ClassAnswer> classes = context.Model.CreatePredictionEngine<Row, ClassAnswer>(
                    model
                );
                return row => classes.Predict(row) is var answer ? [.. answer.Score, answer.PredictedLabel] : [];
            case LearningTask.Binary:
                PredictionEngine<Row, FlagAnswer> flags = context.Model.CreatePredictionEngine<Row, FlagAnswer>(model);
                return row =>
                    flags.Predict(row) is var answer
                        ? [answer.Score, answer.Probability, answer.PredictedLabel ? 1 : 0]
                        : [];
            default:
                PredictionEngine<Row, ValueAnswer> values = context.Model.CreatePredictionEngine<Row, ValueAnswer>(
                    model
                );
                return row => [values.Predict(row).Score];
        }
    }

    private static VBuffer<float> SparseOf(float[] x)
    {
        int[] at = [.. Enumerable.Range(0, x.Length).Where(i => x[i] != 0)];
        return new VBuffer<float>(x.Length, at.Length, [.. at.Select(i => x[i])], at);
    }

    internal sealed class Row
    {
        [VectorType(Width)]
        public float[] Features { get; set; } = [];

        [VectorType(Width)]
        public VBuffer<float> Sparse { get; set; }

        public string Class { get; set; } = "";

        public bool Flag { get; set; }

        public float Value { get; set; }
    }

    internal sealed class ClassAnswer
    {
        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }
    }

    internal sealed class FlagAnswer
    {
        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }

    internal sealed class ValueAnswer
    {
        public float Score { get; set; }
    }
}
