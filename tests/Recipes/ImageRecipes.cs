namespace MlPipeline.Recipes.Tests;

/// <summary>The recipes on images, as docs/mlnet.md has them.</summary>
public sealed class ImageRecipes : IClassFixture<Workplace>
{
    [Fact]
    public void Classes()
    {
        // recipe: Classes
        var context = new MLContext(seed: 1);
        IDataView train = context.Data.LoadFromIdx("train-images.idx", "train-labels.idx");
        IDataView test = context.Data.LoadFromIdx("test-images.idx", "test-labels.idx");

        var pipeline = context.Transforms.NormalizeMinMax("Features")
            .Append(context.MulticlassClassification.Trainers.FeedForward(hiddenLayers: [128], epochs: 20));
        ITransformer model = pipeline.Fit(train);

        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(test));
        Console.WriteLine($"accuracy {metrics.MicroAccuracy:0.000}, log-loss {metrics.LogLoss:0.000}");
        Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
        // end
        Assert.True(metrics.MicroAccuracy > 0.87, $"{metrics.MicroAccuracy}");
    }

    [Fact]
    public void Save_and_load()
    {
        // recipe: Save
        var context = new MLContext(seed: 1);
        string[] names = [.. "0123456789ACEFHKMRTX".Select(letter => $"glyph {letter}")];
        IDataView train = context.Data.LoadFromIdx("train-images.idx", "train-labels.idx", names);

        var pipeline = context.Transforms.NormalizeMinMax("Features")
            .Append(context.MulticlassClassification.Trainers.FeedForward(epochs: 10))
            .Append(context.Transforms.Conversion.MapKeyToValue("Class", "PredictedLabel"));
        ITransformer model = pipeline.Fit(train);
        context.Model.Save(model, train.Schema, "named.zip");
        // end
        IDataView test = context.Data.LoadFromIdx("test-images.idx", "test-labels.idx");
        IDataView scored = model.Transform(test);
        var answers = scored.GetColumn<string>("Class").Zip(scored.GetColumn<float[]>("Score"));
        string[] expected = [.. answers.Select(row => $"{row.First} ({row.Second.Max():0.000})").Take(5)];
        const StringSplitOptions Lines = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        Assert.Equal(expected, Program.Run().Split('\n', Lines));
        Assert.Contains(expected, line => line.StartsWith("glyph ", StringComparison.Ordinal));
    }

    [Fact]
    public void Augmentation()
    {
        // recipe: Augmentation
        var context = new MLContext(seed: 1);
        IDataView train = context.Data.LoadFromIdx("train-images.idx", "train-labels.idx");
        IDataView test = context.Data.LoadFromIdx("test-images.idx", "test-labels.idx");

        AugmentationOptions how = AugmentationOptions.AffineElastic with { Rotation = 10, Erasing = 0.1f };
        var pipeline = context.Transforms.NormalizeMinMax("Features")
            .AppendAugmentation(context.Transforms.AugmentImages("Features", how))
            .Append(context.MulticlassClassification.Trainers.FeedForward(hiddenLayers: [128], epochs: 20));
        ITransformer model = pipeline.Fit(train);

        double accuracy = context.MulticlassClassification.Evaluate(model.Transform(test)).MicroAccuracy;
        Console.WriteLine($"accuracy {accuracy:0.000} on images that nothing varied");
        // end
        Assert.True(accuracy > 0.87, $"{accuracy}");
        float[] First(ITransformer transformer) =>
            transformer.Transform(test).GetColumn<float[]>("Features").First();
        Assert.Equal(First(context.Transforms.NormalizeMinMax("Features").Fit(train)), First(model));
    }

    [Fact]
    public void Folders()
    {
        // recipe: Folders
        var context = new MLContext(seed: 1);
        IDataView pictures = context.Data.LoadFromImageFolder("pictures", skipBadImages: true);
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(pictures, testFraction: 0.25);

        var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Transforms.LoadImagePixels("Features", imageWidth: 16, imageHeight: 16, "ImagePath"))
            .Append(context.Transforms.NormalizeMinMax("Features"))
            .Append(context.MulticlassClassification.Trainers.FeedForward(
                hiddenLayers: [64], epochs: 60, batchSize: 16))
            .Append(context.Transforms.Conversion.MapKeyToValue("Class", "PredictedLabel"));
        ITransformer model = pipeline.Fit(split.TrainSet);

        double accuracy = context.MulticlassClassification.Evaluate(model.Transform(split.TestSet)).MicroAccuracy;
        Console.WriteLine($"accuracy {accuracy:0.000}");
        PredictionEngine<PictureFile, Answer> engine = context.Model.CreatePredictionEngine<PictureFile, Answer>(model);
        string file = Directory.GetFiles("pictures/M").First();
        Console.WriteLine($"{file} is {engine.Predict(new PictureFile { ImagePath = file }).Class}");
        // end
        Assert.Equal("M", engine.Predict(new PictureFile { ImagePath = file }).Class);
        Assert.True(accuracy > 0.8, $"{accuracy}");
    }

    [Fact]
    public void Colours()
    {
        // recipe: Colours
        var context = new MLContext(seed: 1);
        DataOperationsCatalog.TrainTestData split =
            context.Data.TrainTestSplit(context.Data.LoadFromImageFolder("pictures"), testFraction: 0.25);

        var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Transforms.LoadImages("Image", imageFolder: "", inputColumnName: "ImagePath"))
            .Append(context.Transforms.ResizeImages("Image", imageWidth: 16, imageHeight: 16))
            .Append(context.Transforms.ExtractPixels("Features", "Image", scaleImage: 1 / 255f))
            .Append(context.MulticlassClassification.Trainers.FeedForward(
                hiddenLayers: [64], epochs: 60, batchSize: 16));
        ITransformer model = pipeline.Fit(split.TrainSet);

        double accuracy = context.MulticlassClassification.Evaluate(model.Transform(split.TestSet)).MicroAccuracy;
        Console.WriteLine($"accuracy {accuracy:0.000}");
        // end
        Assert.True(accuracy > 0.8, $"{accuracy}");
    }

    [Fact]
    public void Convolutions()
    {
        // recipe: Convolutions
        var context = new MLContext(seed: 1);
        IDataView train = context.Data.LoadFromIdx("train-images.idx", "train-labels.idx");
        IDataView validation = context.Data.LoadFromIdx("validation-images.idx", "validation-labels.idx");
        ITransformer normalizer = context.Transforms.NormalizeMinMax("Features").Fit(train);

        var trainer = context.MulticlassClassification.Trainers.FeedForward(new FeedForwardMulticlassTrainer.Options
        {
            Network = Architecture.Parse("conv 8 5x5 same, batchnorm, relu, maxpool 2; dense 64, relu; dropout 0.3"),
            // The same: new Architecture().Conv(8, 5).BatchNorm().ReLU().MaxPool(2).Dense(64).ReLU().Dropout(0.3f)
            LearningRateSchedule = new CosineSchedule { WarmUp = 1 },
            EarlyStopping = new EarlyStopping { Patience = 3, Metric = EarlyStoppingMetric.ValidationAccuracy },
            Epochs = 8,
        });
        foreach (LayerSummary layer in trainer.DescribeNetwork(train).Summarize()) Console.WriteLine(layer);
        var network = trainer.Fit(normalizer.Transform(train), normalizer.Transform(validation));
        TrainingHistory history = network.Model.History!;
        Console.WriteLine($"accuracy {history.BestValidationAccuracy:0.000} after epoch {history.WeightsOfEpoch}");
        context.Model.Save(normalizer.Append(network), train.Schema, "network.zip");
        // end
        Assert.Equal(
            new Architecture().Conv(8, 5).BatchNorm().ReLU().MaxPool(2).Dense(64).ReLU().Dropout(0.3f).Layers,
            network.Model.Network.Spec.HiddenLayers);
        Assert.True(history.BestValidationAccuracy > 0.87, $"{history.BestValidationAccuracy}");
        ITransformer loaded = new MLContext().Model.Load("network.zip", out _);
        Assert.Equal(
            network.Transform(normalizer.Transform(validation)).GetColumn<float[]>("Score"),
            loaded.Transform(validation).GetColumn<float[]>("Score"));
    }

    [Fact]
    public void Transfer()
    {
        var before = new MLContext(seed: 1);
        IDataView first = before.Data.LoadFromIdx("train-images.idx", "train-labels.idx");
        var pipeline = before.Transforms.NormalizeMinMax("Features")
            .Append(before.MulticlassClassification.Trainers.FeedForward(epochs: 5));
        before.Model.Save(pipeline.Fit(first), first.Schema, "model.zip");
        // recipe: Transfer
        var context = new MLContext(seed: 1);
        ITransformer saved = context.Model.Load("model.zip", out DataViewSchema inputSchema);
        ITransformer normalizer = ((IEnumerable<ITransformer>)saved).First();
        IDataView images = normalizer.Transform(context.Data.LoadFromIdx("new-images.idx", "new-labels.idx"));

        // The same classes: training continues with all weights.
        var trainer = context.MulticlassClassification.Trainers.FeedForward(epochs: 5);
        ITransformer updated = trainer.Fit(images, previousModel: saved);
        context.Model.Save(normalizer.Append(updated), inputSchema, "updated.zip");

        // Other classes: hidden layers from the file, the first one as it is; a new output layer.
        var options = new FeedForwardMulticlassTrainer.Options { TransferFrom = saved, FreezeLayers = 1, Epochs = 5 };
        ITransformer transferred = context.MulticlassClassification.Trainers.FeedForward(options).Fit(images);

        foreach (ITransformer model in (ITransformer[])[updated, transferred])
        {
            var metrics = context.MulticlassClassification.Evaluate(model.Transform(images));
            Console.WriteLine($"accuracy {metrics.MicroAccuracy:0.000}");
        }
        // end
        FeedForwardNetwork NetworkOf(ITransformer model) => ((FeedForwardMulticlassTransformer)model).Model.Network;
        FeedForwardNetwork from = NetworkOf(((IEnumerable<ITransformer>)saved).Last());
        FeedForwardNetwork to = NetworkOf(transferred);
        Assert.Equal(from.GetLayerParameters(0), to.GetLayerParameters(0));
        Assert.NotEqual(from.GetLayerParameters(1), to.GetLayerParameters(1));
        Assert.True(context.MulticlassClassification.Evaluate(updated.Transform(images)).MicroAccuracy > 0.95);
    }

    [Fact]
    public void Search()
    {
        // recipe: Search
        var context = new MLContext(seed: 1);
        IDataView train = context.Data.LoadFromIdx("train-images.idx", "train-labels.idx");
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(train, testFraction: 0.2);
        var space = FeedForwardSearchSpace.FromJson("""
            { "LearningRate": { "min": 1e-4, "max": 1e-2, "log": true }, "Width": [32, 64], "Epochs": 10 }
            """);

        SweepablePipeline pipeline = context.Transforms.NormalizeMinMax("Features")
            .Append(context.Auto().FeedForward(searchSpace: space));
        TrialResult best = context.Auto().CreateExperiment()
            .SetPipeline(pipeline)
            .SetDataset(split)
            .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, labelColumn: "Label")
            .SetRandomSearchTuner()
            .SetMaxModelToExplore(4)
            .Run();
        Console.WriteLine($"accuracy {best.Metric:0.000} with {best.TrialSettings.Parameter}");
        context.Model.Save(best.Model, train.Schema, "best.zip");
        // end

        // A search that sees no loss, or a runner that trains nothing, would stay near the 1 in 20 of guessing.
        Assert.True(best.Metric > 0.8, $"{best.Metric}");
        IDataView scored = context.Model.Load("best.zip", out _).Transform(split.TestSet);
        Assert.Equal(best.Metric, context.MulticlassClassification.Evaluate(scored).MicroAccuracy);
    }
}
