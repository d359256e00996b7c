using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Network;

namespace MlPipeline.Estimators.Tests;

/// <summary>The examples of docs/training.md, which must stand here line by line.</summary>
public class TrainingGuideTests
{
    private const string GuideName = "training.md";

    [Fact]
    public void Every_line_of_the_guide_s_examples_is_run_here()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "MlPipeline.sln"))) root = Path.GetDirectoryName(root)!;
        string source = Path.Combine(root, "tests", "Estimators", $"{nameof(TrainingGuideTests)}.cs");
        HashSet<string> here = [.. File.ReadLines(source).Select(line => line.Trim())];
        bool code = false;
        int lines = 0;
        foreach (string line in File.ReadLines(Path.Combine(root, "docs", GuideName)).Select(line => line.Trim()))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                code = line == "```csharp";
                continue;
            }
            if (!code || line.Length == 0) continue;
            Assert.Contains(line, here);
            lines++;
        }
        Assert.InRange(lines, 20, 200);
    }

    [Fact]
    public void Tasks()
    {
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromEnumerable(Houses());

        var price = context.Transforms.NormalizeMeanVariance("Features")
            .Append(context.Regression.Trainers.FeedForward("Price", epochs: 50));
        RegressionMetrics regression = context.Regression.Evaluate(price.Fit(houses).Transform(houses), "Price");

        var sold = context.Transforms.NormalizeMeanVariance("Features")
            .Append(context.BinaryClassification.Trainers.FeedForward("Sold", hiddenLayers: [32], epochs: 50));
        ITransformer model = sold.Fit(houses);
        CalibratedBinaryClassificationMetrics binary =
            context.BinaryClassification.Evaluate(model.Transform(houses), "Sold");

        Assert.True(regression.RSquared > 0.9, $"{regression.RSquared}");
        Assert.True(binary.AreaUnderRocCurve > 0.9, $"{binary.AreaUnderRocCurve}");
    }

    [Fact]
    public void Weights()
    {
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromEnumerable(Houses());

        var options = new FeedForwardBinaryTrainer.Options
        {
            LabelColumnName = "Sold",
            ExampleWeightColumnName = "Weight",
            ClassWeights = ClassWeights.Balanced,
        };
        var trainer = context.BinaryClassification.Trainers.FeedForward(options);

        options.ClassWeights = ClassWeights.Of(1, 5);
        options.ClassWeights = ClassWeights.ByName(new Dictionary<string, float> { ["True"] = 5 });

        IDataView scored = trainer.Fit(context.Data.TakeRows(houses, 20)).Transform(houses);
        Assert.Equal(20, scored.GetColumn<bool>("PredictedLabel").Take(20).Count());
    }

    [Fact]
    public void Retraining()
    {
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromEnumerable(Houses());
        IDataView newHouses = context.Data.LoadFromEnumerable(Houses(growth: 1.1f));
        string path = Path.GetTempFileName();
        try
        {
            ITransformer normalizer = context.Transforms.NormalizeMeanVariance("Features").Fit(houses);
            var trainer = context.Regression.Trainers.FeedForward("Price", epochs: 10);
            ITransformer model = trainer.Fit(normalizer.Transform(houses));
            context.Model.Save(normalizer.Append(model), houses.Schema, path);

            ITransformer saved = context.Model.Load(path, out _);
            ITransformer updated = trainer.Fit(normalizer.Transform(newHouses), previousModel: saved);

            double before = context.Regression.Evaluate(saved.Transform(newHouses), "Price").RSquared;
            IDataView scored = updated.Transform(normalizer.Transform(newHouses));
            double after = context.Regression.Evaluate(scored, "Price").RSquared;
            Assert.True(after > before, $"R² {before} before, {after} after");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Transfer()
    {
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromEnumerable(Houses());
        ITransformer model = context.Regression.Trainers.FeedForward("Price", epochs: 1).Fit(houses);

        var trainer = context.BinaryClassification.Trainers.FeedForward(new FeedForwardBinaryTrainer.Options
        {
            LabelColumnName = "Sold",
            TransferFrom = model,
            FreezeLayers = 1,
        });
        FeedForwardBinaryTransformer transferred = trainer.Fit(houses);

        FeedForwardNetwork from = ((FeedForwardRegressionTransformer)model).Model.Network;
        Assert.Equal(from.GetLayerParameters(0), transferred.Model.Network.GetLayerParameters(0));
        Assert.NotEqual(from.GetLayerParameters(1), transferred.Model.Network.GetLayerParameters(1));
    }

    private static IEnumerable<House> Houses(float growth = 1) => LearningTasks.Rows(500).Select(row => new House
    {
        Features = row.Features,
        Price = growth * 200 * row.Value,
        Sold = row.Flag,
        Weight = row.Flag ? 1 : 2,
    });

    private sealed class House
    {
        [VectorType(LearningTasks.Width)]
        public float[] Features { get; set; } = [];

        public float Price { get; set; }

        public bool Sold { get; set; }

        public float Weight { get; set; }
    }
}
