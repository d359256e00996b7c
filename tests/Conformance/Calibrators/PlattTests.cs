using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using MlPipeline.Conformance.Tests.Transforms;

namespace MlPipeline.Conformance.Tests.Calibrators;

/// <summary>Scores as probabilities.</summary>
public class PlattTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void The_sigmoid_that_made_the_labels_is_found()
    {
        // So many rows of each score say yes as the sigmoid says: the fit has nothing to guess.
        const double Slope = -1.5, Offset = 0.7;
        IDataView rows = _context.Data.LoadFromEnumerable(Enumerable.Range(-4, 9).SelectMany(score =>
        {
            int yes = (int)Math.Round(1000 / (1 + Math.Exp(Slope * score + Offset)));
            return Enumerable.Range(0, 1000).Select(i => new Row { Score = score, Label = i < yes });
        }).ToArray());

        PlattCalibrator calibrator = Model(_context.BinaryClassification.Calibrators.Platt().Fit(rows));

        Assert.Equal(Slope, calibrator.Slope, 0.01);
        Assert.Equal(Offset, calibrator.Offset, 0.01);
    }

    [SkippableFact]
    public void Separable_scores_give_a_finite_slope()
    {
        Compat.Only("whose optimizer stops elsewhere and whose messages are others");
        IDataView rows = _context.Data.LoadFromEnumerable(new[] { -2f, -1, 1, 2 }.Select(score => new Row { Score = score, Label = score > 0 }).ToArray());
        PlattCalibrator calibrator = Model(_context.BinaryClassification.Calibrators.Platt().Fit(rows));
        // Targets 3/4 and 1/4, antisymmetric: b = 0, and a solves s1 (p(1) - 3/4) + s2 (p(2) - 3/4) = 0.
        Assert.Equal(0, calibrator.Offset, 1e-6);
        double P(double score) => 1 / (1 + Math.Exp(calibrator.Slope * score));
        Assert.Equal(0, P(1) - 0.75 + 2 * (P(2) - 0.75), 1e-6);
    }

    [Fact]
    public void A_weight_counts_as_so_many_rows()
    {
        Row[] twice = [new() { Score = 1, Label = true }, new() { Score = 1, Label = true }, new() { Score = -1 }, new() { Score = 2 }];
        Row[] weighted = [new() { Score = 1, Label = true, Weight = 2 }, new() { Score = -1 }, new() { Score = 2 }, new() { Score = 9, Weight = 0 }];
        PlattCalibrator expected = Model(_context.BinaryClassification.Calibrators.Platt().Fit(_context.Data.LoadFromEnumerable(twice)));
        PlattCalibrator actual = Model(_context.BinaryClassification.Calibrators.Platt(exampleWeightColumnName: "Weight").Fit(_context.Data.LoadFromEnumerable(weighted)));
        Assert.Equal(expected.Slope, actual.Slope, 1e-9);
        Assert.Equal(expected.Offset, actual.Offset, 1e-9);
    }

    [Fact]
    public void A_saved_calibrator_adds_the_same_probabilities()
    {
        IDataView rows = _context.Data.LoadFromEnumerable(new[] { -1f, 0, 3, float.NaN }.Select(score => new Row { Score = score }).ToArray());
        ITransformer fitted = _context.BinaryClassification.Calibrators.Platt(slope: -2, offset: 0.5).Fit(rows);
        IDataView scored = RoundTrip.Through(_context, fitted, rows.Schema).Transform(rows);
        Assert.Equal(
            [(float)(1 / (1 + Math.Exp(2.5))), (float)(1 / (1 + Math.Exp(0.5))), (float)(1 / (1 + Math.Exp(-5.5))), float.NaN],
            scored.GetColumn<float>("Probability"));
        Assert.True(scored.Schema["Probability"].IsNormalized());
    }

    [Fact]
    public void Calibrated_scores_are_evaluated_with_their_log_loss()
    {
        IDataView rows = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new Row { Score = i / 10f - 5, Label = i % 10 < i / 10, PredictedLabel = i >= 50 }).ToArray());
        IDataView calibrated = _context.BinaryClassification.Calibrators.Platt().Fit(rows).Transform(rows);
        CalibratedBinaryClassificationMetrics metrics = _context.BinaryClassification.Evaluate(calibrated);
        Assert.InRange(metrics.LogLoss, 0.3, 0.8);
        Assert.True(metrics.LogLossReduction > 0.1);
    }

    [SkippableFact]
    public void Rows_without_scores_are_an_error()
    {
        Compat.Only("whose optimizer stops elsewhere and whose messages are others");
        IDataView rows = _context.Data.LoadFromEnumerable(new[] { new Row { Score = float.NaN } });
        var error = Assert.Throws<InvalidOperationException>(() => _context.BinaryClassification.Calibrators.Platt().Fit(rows));
        Assert.Contains("no row with a label and a score", error.Message, StringComparison.Ordinal);
    }

    private static PlattCalibrator Model(IPredictionTransformer<PlattCalibrator> transformer) => transformer.Model;

    private sealed class Row
    {
        public float Score { get; set; }

        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float Weight { get; set; } = 1;
    }
}
