using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.Evaluation;

/// <summary>Metrics as ML.NET 5.0.0 computed them.</summary>
public class MetricsGoldenTests
{
    private static readonly JsonElement Values = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "goldens", "values.json"))).RootElement;

    [Fact]
    public void Multiclass_metrics_and_table_are_those_of_MLNet()
    {
        JsonElement golden = Values.GetProperty("multiclass");
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable(golden.GetProperty("rows").EnumerateArray().Select(row => new MulticlassRow
        {
            Label = row.GetProperty("Label").GetSingle(),
            PredictedLabel = row.GetProperty("PredictedLabel").GetUInt32(),
            Score = [.. row.GetProperty("Score").EnumerateArray().Select(score => score.GetSingle())],
        }).ToList());
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(data, topKPredictionCount: golden.GetProperty("TopKPredictionCount").GetInt32());
        Equal(golden, nameof(metrics.MicroAccuracy), metrics.MicroAccuracy);
        Equal(golden, nameof(metrics.MacroAccuracy), metrics.MacroAccuracy);
        Equal(golden, nameof(metrics.LogLoss), metrics.LogLoss);
        Equal(golden, nameof(metrics.LogLossReduction), metrics.LogLossReduction);
        Equal(golden, nameof(metrics.TopKAccuracy), metrics.TopKAccuracy);
        Equal(golden, nameof(metrics.PerClassLogLoss), metrics.PerClassLogLoss);
        Equal(golden, nameof(ConfusionMatrix.PerClassPrecision), metrics.ConfusionMatrix.PerClassPrecision);
        Equal(golden, nameof(ConfusionMatrix.PerClassRecall), metrics.ConfusionMatrix.PerClassRecall);
        Assert.Equal(golden.GetProperty("Counts").EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetDouble())), metrics.ConfusionMatrix.Counts);
        Assert.Equal(golden.GetProperty("Table").GetString(), metrics.ConfusionMatrix.GetFormattedConfusionTable());
    }

    [Fact]
    public void Binary_metrics_and_table_are_those_of_MLNet()
    {
        JsonElement golden = Values.GetProperty("binary");
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable(golden.GetProperty("rows").EnumerateArray().Select(row => new BinaryRow
        {
            Label = row.GetProperty("Label").GetBoolean(),
            PredictedLabel = row.GetProperty("PredictedLabel").GetBoolean(),
            Score = row.GetProperty("Score").GetSingle(),
            Probability = row.GetProperty("Probability").GetSingle(),
        }).ToList());
        CalibratedBinaryClassificationMetrics metrics = context.BinaryClassification.Evaluate(data);
        Equal(golden, nameof(metrics.Accuracy), metrics.Accuracy);
        Equal(golden, nameof(metrics.AreaUnderRocCurve), metrics.AreaUnderRocCurve);
        Equal(golden, nameof(metrics.AreaUnderPrecisionRecallCurve), metrics.AreaUnderPrecisionRecallCurve);
        Equal(golden, nameof(metrics.F1Score), metrics.F1Score);
        Equal(golden, nameof(metrics.LogLoss), metrics.LogLoss);
        Equal(golden, nameof(metrics.LogLossReduction), metrics.LogLossReduction);
        Equal(golden, nameof(metrics.Entropy), metrics.Entropy);
        Equal(golden, nameof(metrics.PositivePrecision), metrics.PositivePrecision);
        Equal(golden, nameof(metrics.PositiveRecall), metrics.PositiveRecall);
        Equal(golden, nameof(metrics.NegativePrecision), metrics.NegativePrecision);
        Equal(golden, nameof(metrics.NegativeRecall), metrics.NegativeRecall);
        Assert.Equal(golden.GetProperty("Table").GetString(), metrics.ConfusionMatrix.GetFormattedConfusionTable());
        Assert.Equal(metrics.AreaUnderRocCurve, context.BinaryClassification.EvaluateNonCalibrated(data).AreaUnderRocCurve);
    }

    [Fact]
    public void Regression_metrics_are_those_of_MLNet()
    {
        JsonElement golden = Values.GetProperty("regression");
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable(golden.GetProperty("rows").EnumerateArray().Select(row => new RegressionRow
        {
            Label = row.GetProperty("Label").GetSingle(),
            Score = row.GetProperty("Score").GetSingle(),
        }).ToList());
        RegressionMetrics metrics = context.Regression.Evaluate(data);
        Equal(golden, nameof(metrics.MeanAbsoluteError), metrics.MeanAbsoluteError);
        Equal(golden, nameof(metrics.MeanSquaredError), metrics.MeanSquaredError);
        Equal(golden, nameof(metrics.RootMeanSquaredError), metrics.RootMeanSquaredError);
        Equal(golden, nameof(metrics.RSquared), metrics.RSquared);
        Equal(golden, nameof(metrics.LossFunction), metrics.LossFunction);
    }

    [Fact]
    public void Missing_and_mistyped_columns_are_named()
    {
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable([new RegressionRow { Label = 1, Score = 2 }]);
        Assert.Contains("Could not find label column 'Truth'", Assert.ThrowsAny<ArgumentException>(() => context.MulticlassClassification.Evaluate(data, "Truth")).Message, StringComparison.Ordinal);
        Assert.Contains("'PredictedLabel'", Assert.ThrowsAny<ArgumentException>(() => context.MulticlassClassification.Evaluate(data)).Message, StringComparison.Ordinal);
    }

    private static void Equal(JsonElement golden, string name, double actual)
    {
        double expected = golden.GetProperty(name).GetDouble();
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(1e-9, Math.Abs(expected)), $"{name}: ML.NET {expected:R}, here {actual:R}");
    }

    private static void Equal(JsonElement golden, string name, IReadOnlyList<double> actual)
    {
        double[] expected = [.. golden.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9 * Math.Max(1, Math.Abs(expected[i])));
    }

    private sealed class MulticlassRow
    {
        public float Label { get; set; }

        [KeyType(4)]
        public uint PredictedLabel { get; set; }

        [VectorType(4)]
        public float[] Score { get; set; } = [];
    }

    private sealed class BinaryRow
    {
        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class RegressionRow
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }
}
