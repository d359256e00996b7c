using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests;

/// <summary>The regression trainer: scaling of labels, labels it refuses, and how good it is.</summary>
public class RegressionTests
{
    private readonly MLContext _context = new(1);

    /// <summary>Friedman (1991), Multivariate adaptive regression splines, the first example; without noise.</summary>
    [Fact]
    public void Learns_Friedman_s_first_function()
    {
        IDataView train = _context.Data.LoadFromEnumerable(Friedman(2000, seed: 1));
        IDataView test = _context.Data.LoadFromEnumerable(Friedman(2000, seed: 2));
        ITransformer model = _context
            .Transforms.NormalizeMinMax("Features", fixZero: false)
            .Append(
                _context.Regression.Trainers.FeedForward(
                    hiddenLayers: [32, 32],
                    learningRate: 0.01f,
                    epochs: 30,
                    seed: 1
                )
            )
            .Fit(train);
        RegressionMetrics metrics = _context.Regression.Evaluate(model.Transform(test));
        Assert.True(metrics.RSquared >= 0.97, $"R² {metrics.RSquared}");
    }

    [Fact]
    public void Labels_of_any_unit_are_learned_alike()
    {
        double Quality(float unit, float offset)
        {
            IDataView data = _context.Data.LoadFromEnumerable(
                Friedman(300, seed: 1)
                    .Select(row => new Point { Features = row.Features, Label = row.Label * unit + offset })
            );
            return _context.Regression.Evaluate(Trainer().Fit(data).Transform(data)).RSquared;
        }
        double usual = Quality(1, 0);
        Assert.InRange(usual, 0.8, 1);
        Assert.Equal(usual, Quality(1e6f, -3e6f), 1e-3);
        Assert.Equal(usual, Quality(1e-6f, 0), 1e-3);
    }

    [Fact]
    public void The_scale_is_that_of_the_labels_and_the_loss_is_in_units_of_their_variance()
    {
        Point[] points = [.. Friedman(300, seed: 1)];
        IDataView data = _context.Data.LoadFromEnumerable(points);
        FeedForwardRegressionModelParameters model = Trainer().Fit(data, data).Model;
        double mean = points.Average(point => (double)point.Label);
        double deviation = Math.Sqrt(points.Average(point => Math.Pow(point.Label - mean, 2)));
        Assert.Equal(mean, model.LabelScale.Mean, 1e-9);
        Assert.Equal(deviation, model.LabelScale.Deviation, 1e-9);
        RegressionMetrics metrics = _context.Regression.Evaluate(Trainer().Fit(data).Transform(data));
        Assert.Equal(
            metrics.MeanSquaredError / (deviation * deviation),
            model.History!.Last.Validation!.Value.Loss,
            1e-5
        );
    }

    [Fact]
    public void Equal_labels_are_predicted()
    {
        IDataView data = _context.Data.LoadFromEnumerable(
            Friedman(100, seed: 1).Select(row => new Point { Features = row.Features, Label = 42 })
        );
        Assert.All(
            Trainer().Fit(data).Transform(data).GetColumn<float>("Score"),
            score => Assert.Equal(42, score, 0.5f)
        );
    }

    [Fact]
    public void A_missing_label_is_left_out_and_an_infinite_one_named()
    {
        List<Point> points = [.. Friedman(50, seed: 1)];
        points[7].Label = float.NaN;
        List<string> log = [];
        _context.Log += (_, message) => log.Add(message.RawMessage);
        Trainer().Fit(_context.Data.LoadFromEnumerable(points));
        Assert.Contains("1 rows of the training data have no label and are left out.", log);
        points[9].Label = float.PositiveInfinity;
        var error = Assert.Throws<InvalidOperationException>(() =>
            Trainer().Fit(_context.Data.LoadFromEnumerable(points))
        );
        Assert.StartsWith(
            "Label column 'Label' of the training data is infinite in row 9;",
            error.Message,
            StringComparison.Ordinal
        );
    }

    private FeedForwardRegressionTrainer Trainer() =>
        _context.Regression.Trainers.FeedForward(
            new FeedForwardRegressionTrainer.Options
            {
                HiddenLayers = [16],
                Epochs = 20,
                BatchSize = 16,
                LearningRate = 0.01f,
                Seed = 1,
            }
        );

    private static IEnumerable<Point> Friedman(int rows, int seed)
    {
        var random = new Random(seed);
        for (int row = 0; row < rows; row++)
        {
            float[] x = [.. Enumerable.Range(0, 10).Select(_ => random.NextSingle())];
            yield return new Point
            {
                Features = x,
                Label =
                    10 * MathF.Sin(MathF.PI * x[0] * x[1]) + 20 * (x[2] - 0.5f) * (x[2] - 0.5f) + 10 * x[3] + 5 * x[4],
            };
        }
    }

    private sealed class Point
    {
        [VectorType(10)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
