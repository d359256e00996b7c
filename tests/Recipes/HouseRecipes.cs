namespace MlPipeline.Recipes.Tests;

/// <summary>The recipes on rows of numbers, as docs/mlnet.md has them.</summary>
public sealed class HouseRecipes : IClassFixture<Workplace>
{
    [Fact]
    public void Yes_or_no()
    {
        // recipe: Yes or no
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(houses, testFraction: 0.25);

        var pipeline = context.Transforms.Concatenate("Features", "Area", "Rooms", "Age", "Distance")
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .Append(context.BinaryClassification.Trainers.FeedForward(
                "Sold", hiddenLayers: [16], learningRate: 0.01f, epochs: 30));
        ITransformer model = pipeline.Fit(split.TrainSet);

        IDataView scored = model.Transform(split.TestSet);
        CalibratedBinaryClassificationMetrics metrics = context.BinaryClassification.Evaluate(scored, "Sold");
        Console.WriteLine($"AUC {metrics.AreaUnderRocCurve:0.000}, F1 {metrics.F1Score:0.000}");
        Console.WriteLine($"log-loss {metrics.LogLoss:0.000}");
        foreach (float probability in scored.GetColumn<float>("Probability").Take(3))
            Console.WriteLine($"sells with probability {probability:0.00}");
        // end
        Assert.True(metrics.AreaUnderRocCurve > 0.93, $"{metrics.AreaUnderRocCurve}");
        Assert.All(scored.GetColumn<float>("Probability"), probability => Assert.InRange(probability, 0, 1));
    }

    [Fact]
    public void Numbers()
    {
        // recipe: Numbers
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(houses, testFraction: 0.25);

        var pipeline = context.Transforms.Concatenate("Features", "Area", "Rooms", "Age", "Distance")
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .Append(context.Regression.Trainers.FeedForward(
                "Price", hiddenLayers: [32], learningRate: 0.01f, epochs: 40));
        ITransformer model = pipeline.Fit(split.TrainSet);

        RegressionMetrics metrics = context.Regression.Evaluate(model.Transform(split.TestSet), "Price");
        Console.WriteLine($"off by {metrics.MeanAbsoluteError:N0} euros on average, R² {metrics.RSquared:0.000}");
        PredictionEngine<House, HousePrice> engine = context.Model.CreatePredictionEngine<House, HousePrice>(model);
        var house = new House { Area = 120, Rooms = 5, Age = 30, Distance = 8 };
        Console.WriteLine($"{engine.Predict(house).Score:N0} euros");
        // end
        Assert.True(metrics.RSquared > 0.95, $"{metrics.RSquared}");
        // 3000 x 120 - 700 x 30 - 9000 x 8 + 250,000
        Assert.InRange(engine.Predict(house).Score, 480_000, 555_000);
    }

    [Fact]
    public void Thresholds()
    {
        // recipe: Thresholds
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        IDataView features = context.Transforms.Concatenate("Features", "Area", "Rooms", "Age", "Distance")
            .Append(context.Transforms.NormalizeMeanVariance("Features")).Fit(houses).Transform(houses);

        var trainer = context.BinaryClassification.Trainers.FeedForward("Sold", hiddenLayers: [16], epochs: 30);
        FeedForwardBinaryTransformer model = trainer.Fit(features);
        foreach (float probability in (float[])[0.2f, 0.5f, 0.9f])
        {
            float score = MathF.Log(probability / (1 - probability));
            IDataView scored = context.BinaryClassification.ChangeModelThreshold(model, score).Transform(features);
            var rows = scored.GetColumn<bool>("PredictedLabel").Zip(scored.GetColumn<bool>("Sold"));
            int yes = rows.Count(row => row.First), right = rows.Count(row => row.First && row.Second);
            Console.WriteLine($"yes above {probability}: {yes} houses, of which {right} were sold");
        }
        // end
        int Found(float score) => context.BinaryClassification.ChangeModelThreshold(model, score)
            .Transform(features).GetColumn<bool>("PredictedLabel").Count(yes => yes);
        Assert.True(Found(-1.4f) > Found(2.2f));
    }

    [Fact]
    public void One_network_a_class()
    {
        // recipe: One network a class
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        var prepared = context.Transforms.Concatenate("Features", "Area", "Rooms", "Age", "Distance")
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .Append(context.Transforms.NormalizeBinning("Band", "Price", maximumBinCount: 3))
            .Append(context.Transforms.Conversion.MapValueToKey("Label", "Band"));

        var trainers = context.MulticlassClassification.Trainers;
        var binary = context.BinaryClassification.Trainers.FeedForward(hiddenLayers: [16], learningRate: 0.01f);
        ITransformer againstAll = prepared.Append(trainers.OneVersusAll(binary)).Fit(houses);
        ITransformer againstEach = prepared.Append(trainers.PairwiseCoupling(binary)).Fit(houses);
        foreach (ITransformer model in (ITransformer[])[againstAll, againstEach])
        {
            var metrics = context.MulticlassClassification.Evaluate(model.Transform(houses));
            Console.WriteLine($"accuracy {metrics.MicroAccuracy:0.000}");
        }
        // end
        double Accuracy(ITransformer model) =>
            context.MulticlassClassification.Evaluate(model.Transform(houses)).MicroAccuracy;
        Assert.InRange(Accuracy(againstAll), 0.85, 1);
        Assert.InRange(Accuracy(againstEach), 0.85, 1);
    }

    [Fact]
    public void Weights()
    {
        // recipe: Weights
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        IDataView features = context.Transforms.Concatenate("Features", "Area", "Rooms", "Age", "Distance")
            .Append(context.Transforms.NormalizeMeanVariance("Features")).Fit(houses).Transform(houses);

        foreach (ClassWeights? classes in (ClassWeights?[])[null, ClassWeights.Balanced, ClassWeights.Of(1, 10)])
        {
            var trainer = context.BinaryClassification.Trainers.FeedForward(new FeedForwardBinaryTrainer.Options
            {
                LabelColumnName = "Sold",
                ExampleWeightColumnName = "Weight",
                ClassWeights = classes,
                HiddenLayers = [],
                LearningRate = 0.01f,
                Epochs = 30,
            });
            var metrics = context.BinaryClassification.Evaluate(trainer.Fit(features).Transform(features), "Sold");
            Console.WriteLine($"recall of yes {metrics.PositiveRecall:0.000}, of no {metrics.NegativeRecall:0.000}");
        }
        // end
        double Recall(ClassWeights? classes)
        {
            var options = new FeedForwardBinaryTrainer.Options
            {
                LabelColumnName = "Sold",
                ExampleWeightColumnName = "Weight",
                ClassWeights = classes,
                HiddenLayers = [],
                LearningRate = 0.01f,
                Epochs = 30,
                Seed = 1,
            };
            ITransformer model = context.BinaryClassification.Trainers.FeedForward(options).Fit(features);
            return context.BinaryClassification.Evaluate(model.Transform(features), "Sold").PositiveRecall;
        }
        Assert.True(Recall(ClassWeights.Of(1, 10)) > Recall(ClassWeights.Of(1, 0.1f)));
    }

    [Fact]
    public void What_counts()
    {
        // recipe: What counts
        var context = new MLContext(seed: 1);
        IDataView houses = context.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        var pipeline = context.Transforms.Concatenate("Features", "Area", "Rooms", "Age", "Distance")
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .Append(context.Regression.Trainers.FeedForward(
                "Price", hiddenLayers: [16], learningRate: 0.01f, epochs: 20));

        var folds = context.Regression.CrossValidate(houses, pipeline, numberOfFolds: 5, labelColumnName: "Price");
        double[] fits = [.. folds.Select(fold => fold.Metrics.RSquared)];
        Console.WriteLine($"R² {fits.Average():0.000}, at worst {fits.Min():0.000}");

        ITransformer model = pipeline.Fit(houses);
        var importance = context.Regression.PermutationFeatureImportance(
            model, model.Transform(houses), "Price", permutationCount: 3);
        foreach (var (name, change) in importance.OrderBy(feature => feature.Value.RSquared.Mean))
            Console.WriteLine($"{name}: R² {change.RSquared.Mean:0.000}");
        // end
        Assert.Equal(5, folds.Count);
        Assert.All(folds, fold => Assert.True(fold.Metrics.RSquared > 0.9, $"{fold.Metrics.RSquared}"));
        Assert.Equal("Area", importance.MinBy(feature => feature.Value.RSquared.Mean).Key);
    }
}
