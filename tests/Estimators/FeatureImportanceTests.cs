using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Network;

namespace MlPipeline.Estimators.Tests;

/// <summary>Permutation feature importance of our trainers' models.</summary>
public class FeatureImportanceTests
{
    // How strongly each feature decides the label; the order of importance is 3, 0, 4, 1, and feature 2 does nothing.
    private static readonly float[] Strength = [2, 0.5f, 0, 4, 1];
    private static readonly string[] Names = ["strong", "weak", "nothing", "strongest", "middling"];

    private readonly MLContext _context = new(1);

    [Fact]
    public void Features_are_ranked_by_what_they_do_to_the_label()
    {
        (IDataView data, ITransformer model) = Trained();
        IDataView prepared = model.Transform(data);
        var network = (FeedForwardMulticlassTransformer)((IEnumerable<ITransformer>)model).Last();

        ImmutableArray<MulticlassClassificationMetricsStatistics> changes =
            _context.MulticlassClassification.PermutationFeatureImportance(network, prepared, permutationCount: 5);

        Assert.Equal([3, 0, 4, 1, 2], Enumerable.Range(0, 5).OrderBy(slot => changes[slot].MicroAccuracy.Mean));
        Assert.Equal([3, 0, 4, 1, 2], Enumerable.Range(0, 5).OrderByDescending(slot => changes[slot].LogLoss.Mean));
        Assert.True(
            changes[3].MicroAccuracy.Mean < -0.15,
            $"the strongest feature takes {changes[3].MicroAccuracy.Mean} off the accuracy"
        );
        Assert.InRange(changes[2].MicroAccuracy.Mean, -0.02, 0.02);
        Assert.All(changes, change => Assert.Equal(5, change.MicroAccuracy.Count));
        Assert.InRange(changes[3].MicroAccuracy.StandardDeviation, 1e-6, 0.05);
        Assert.Equal(
            changes[3].MicroAccuracy.StandardDeviation / Math.Sqrt(5),
            changes[3].MicroAccuracy.StandardError,
            1e-12
        );
    }

    [Fact]
    public void A_whole_loaded_model_gives_them_by_name()
    {
        (IDataView data, ITransformer model) = Trained();
        using var zip = new MemoryStream();
        _context.Model.Save(model, data.Schema, zip);
        zip.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(zip, out _);

        ImmutableDictionary<string, MulticlassClassificationMetricsStatistics> changes = new MLContext(
            1
        ).MulticlassClassification.PermutationFeatureImportance(loaded, loaded.Transform(data), permutationCount: 3);

        Assert.Equal(
            ["strongest", "strong", "middling", "weak", "nothing"],
            changes.Keys.OrderBy(name => changes[name].MicroAccuracy.Mean)
        );
    }

    [Fact]
    public void Binary_and_regression_models_rank_them_the_same_way()
    {
        (IDataView data, _) = Trained();
        IDataView prepared = _context
            .Transforms.Concatenate("Features", "Strong", "Weak", "Nothing", "Strongest", "Middling")
            .Fit(data)
            .Transform(data);
        var binary = _context
            .BinaryClassification.Trainers.FeedForward(
                "IsYes",
                hiddenLayers: [16],
                learningRate: 0.01f,
                epochs: 15,
                batchSize: 32,
                seed: 1
            )
            .Fit(prepared);
        var byArea = _context.BinaryClassification.PermutationFeatureImportance(
            binary,
            prepared,
            "IsYes",
            permutationCount: 5
        );
        Assert.Equal([3, 0, 4, 1, 2], Enumerable.Range(0, 5).OrderBy(slot => byArea[slot].AreaUnderRocCurve.Mean));
        var named = _context.BinaryClassification.PermutationFeatureImportanceNonCalibrated(
            binary,
            prepared,
            "IsYes",
            permutationCount: 3
        );
        Assert.Equal(
            ["Strongest", "Strong", "Middling", "Weak", "Nothing"],
            named.Keys.OrderBy(name => named[name].Accuracy.Mean)
        );

        var regression = _context
            .Regression.Trainers.FeedForward(
                "Sum",
                hiddenLayers: [16],
                learningRate: 0.01f,
                epochs: 15,
                batchSize: 32,
                seed: 1
            )
            .Fit(prepared);
        var byError = _context.Regression.PermutationFeatureImportance(
            regression,
            prepared,
            "Sum",
            permutationCount: 3
        );
        Assert.Equal([3, 0, 4, 1, 2], Enumerable.Range(0, 5).OrderBy(slot => byError[slot].RSquared.Mean));
        Assert.Equal(
            [3, 0, 4, 1, 2],
            Enumerable.Range(0, 5).OrderByDescending(slot => byError[slot].MeanAbsoluteError.Mean)
        );
    }

    [Fact]
    public void Whole_loaded_binary_and_regression_models_give_them_by_name()
    {
        (IDataView data, _) = Trained();
        IEstimator<ITransformer> features = _context.Transforms.Concatenate(
            "Features",
            "Strong",
            "Weak",
            "Nothing",
            "Strongest",
            "Middling"
        );
        ITransformer Loaded(IEstimator<ITransformer> trainer)
        {
            using var zip = new MemoryStream();
            _context.Model.Save(features.Append(trainer).Fit(data), data.Schema, zip);
            zip.Position = 0;
            return new MLContext().Model.Load(zip, out _);
        }
        ITransformer binary = Loaded(
            _context.BinaryClassification.Trainers.FeedForward(
                "IsYes",
                hiddenLayers: [16],
                learningRate: 0.01f,
                epochs: 15,
                batchSize: 32,
                seed: 1
            )
        );
        var byAccuracy = _context.BinaryClassification.PermutationFeatureImportanceNonCalibrated(
            binary,
            binary.Transform(data),
            "IsYes",
            permutationCount: 3
        );
        Assert.Equal(
            ["Strongest", "Strong", "Middling", "Weak", "Nothing"],
            byAccuracy.Keys.OrderBy(name => byAccuracy[name].AreaUnderRocCurve.Mean)
        );

        ITransformer regression = Loaded(
            _context.Regression.Trainers.FeedForward(
                "Sum",
                hiddenLayers: [16],
                learningRate: 0.01f,
                epochs: 15,
                batchSize: 32,
                seed: 1
            )
        );
        var byError = _context.Regression.PermutationFeatureImportance(
            regression,
            regression.Transform(data),
            "Sum",
            permutationCount: 3
        );
        Assert.Equal(
            ["Strongest", "Strong", "Middling", "Weak", "Nothing"],
            byError.Keys.OrderBy(name => byError[name].RSquared.Mean)
        );
    }

    [Fact]
    public void The_same_seed_shuffles_the_same_way()
    {
        (IDataView data, ITransformer model) = Trained();
        double[] Measure() =>
            [
                .. new MLContext(7)
                    .MulticlassClassification.PermutationFeatureImportance(
                        model,
                        model.Transform(data),
                        numberOfExamplesToUse: 200
                    )
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => pair.Value.LogLoss.Mean),
            ];
        Assert.Equal(Measure(), Measure());
    }

    private (IDataView Data, ITransformer Model) Trained()
    {
        var random = new Random(3);
        IDataView data = _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, 1500)
                .Select(_ =>
                {
                    float[] x = [.. Strength.Select(_ => random.NextSingle() * 2 - 1)];
                    float sum = x.Zip(Strength, (a, b) => a * b).Sum();
                    return new Point
                    {
                        Strong = x[0],
                        Weak = x[1],
                        Nothing = x[2],
                        Strongest = x[3],
                        Middling = x[4],
                        Sum = sum,
                        IsYes = sum > 0,
                        Y = sum > 0 ? "yes" : "no",
                    };
                })
                .ToArray()
        );
        ITransformer model = _context
            .Transforms.Conversion.MapValueToKey("Label", "Y")
            .Append(_context.Transforms.CopyColumns("strong", "Strong"))
            .Append(_context.Transforms.CopyColumns("weak", "Weak"))
            .Append(_context.Transforms.CopyColumns("nothing", "Nothing"))
            .Append(_context.Transforms.CopyColumns("strongest", "Strongest"))
            .Append(_context.Transforms.CopyColumns("middling", "Middling"))
            .Append(_context.Transforms.Concatenate("Features", Names))
            .Append(
                _context.MulticlassClassification.Trainers.FeedForward(
                    hiddenLayers: [16],
                    optimizer: OptimizerKind.Adam,
                    learningRate: 0.01f,
                    epochs: 15,
                    batchSize: 32,
                    seed: 1
                )
            )
            .Fit(data);
        return (data, model);
    }

    private sealed class Point
    {
        public float Strong { get; set; }

        public float Weak { get; set; }

        public float Nothing { get; set; }

        public float Strongest { get; set; }

        public float Middling { get; set; }

        public float Sum { get; set; }

        public bool IsYes { get; set; }

        public string Y { get; set; } = "";
    }
}
