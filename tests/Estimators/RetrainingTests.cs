using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets;
using MlPipeline.Network;

namespace MlPipeline.Estimators.Tests;

/// <summary>Going on from a model, and taking its hidden layers along.</summary>
public class RetrainingTests
{
    private readonly MLContext _context = new(1);

    public static TheoryData<LearningTask> Tasks => LearningTasks.All;

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Going_on_from_a_model_or_from_its_file_is_training_longer(LearningTask task)
    {
        IDataView data = _context.View(200);
        float[][] longer = LearningTasks.Scores(Trainer(task, epochs: 5).Fit(data).Transform(data));
        ITransformer first = Trainer(task, epochs: 2).Fit(data);
        ITransformer loaded = Loaded(first, data.Schema);
        float[][] before = LearningTasks.Scores(first.Transform(data));
        Assert.Equal(longer, LearningTasks.Scores(Continue(task, data, first).Transform(data)));
        Assert.Equal(longer, LearningTasks.Scores(Continue(task, data, loaded).Transform(data)));
        Assert.Equal(before, LearningTasks.Scores(first.Transform(data)));
    }

    [Fact]
    public void A_regression_goes_on_in_the_scale_it_began_with()
    {
        IDataView data = _context.View(200);
        var first = (FeedForwardRegressionTransformer)Trainer(LearningTask.Regression, epochs: 1).Fit(data);
        IDataView shifted = _context.Data.LoadFromEnumerable(
            LearningTasks
                .Rows(200)
                .Select(row => new LearningTasks.Row { Features = row.Features, Value = row.Value + 500 })
        );
        var second = (FeedForwardRegressionTransformer)Continue(LearningTask.Regression, shifted, first);
        Assert.Equal(first.Model.LabelScale, second.Model.LabelScale);
    }

    [Fact]
    public void Classes_in_another_order_are_refused()
    {
        IDataView data = _context.View(100);
        IDataView reversed = _context
            .Transforms.Conversion.MapValueToKey("Class")
            .Fit(
                _context.Data.LoadFromEnumerable(
                    LearningTasks
                        .Rows(100)
                        .Reverse()
                        .SkipWhile(row => row.Class == LearningTasks.Rows(1).Single().Class)
                )
            )
            .Transform(_context.Data.LoadFromEnumerable(LearningTasks.Rows(100)));
        string Message(IDataView other) =>
            Assert
                .ThrowsAny<ArgumentException>(() =>
                    Continue(LearningTask.Multiclass, other, Trainer(LearningTask.Multiclass, epochs: 1).Fit(data))
                )
                .Message;
        Assert.Contains("The model to go on from has the classes ", Message(reversed), StringComparison.Ordinal);
        Assert.Contains(
            "set Options.TransferFrom to keep its hidden layers only.",
            Message(reversed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_model_of_another_task_or_of_other_features_is_refused()
    {
        IDataView data = _context.View(50);
        ITransformer binary = Trainer(LearningTask.Binary, epochs: 1).Fit(data);
        string Message(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;
        Assert.Contains(
            "The model to go on from is no FeedForwardRegressionTransformer; set Options.TransferFrom",
            Message(() => Continue(LearningTask.Regression, data, binary)),
            StringComparison.Ordinal
        );
        IDataView wide = _context.Transforms.Concatenate("Features", "Features", "Features").Fit(data).Transform(data);
        Assert.Contains(
            "The model to take layers from has 4 inputs; the feature column 'Features' has 8 features.",
            Message(() => Continue(LearningTask.Binary, wide, binary)),
            StringComparison.Ordinal
        );
        ITransformer copy = _context.Transforms.CopyColumns("Copy", "Value").Fit(data);
        Assert.Contains(
            "Options.TransferFrom holds no feedforward network",
            Message(() => _context.Trainer(LearningTask.Binary, options => options.TransferFrom = copy).Fit(data)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Hidden_layers_go_along_to_another_task_and_stay_as_they_are_where_frozen(LearningTask task)
    {
        IDataView data = _context.View(200);
        foreach (LearningTask source in Enum.GetValues<LearningTask>())
        {
            ITransformer chain = _context
                .Transforms.CopyColumns("Copy", "Features")
                .Append(
                    _context.Trainer(
                        source,
                        options =>
                            (options.HiddenLayers, options.Activation, options.Epochs) = (
                                [12, 7],
                                ActivationKind.Tanh,
                                1
                            )
                    )
                )
                .Fit(data);
            FeedForwardNetwork from = NetworkOf(chain);
            FeedForwardNetwork frozen = NetworkOf(
                _context
                    .Trainer(
                        task,
                        options => (options.TransferFrom, options.FreezeLayers, options.Epochs) = (chain, 1, 1)
                    )
                    .Fit(data)
            );
            Assert.Equal(from.Spec.HiddenLayers, frozen.Spec.HiddenLayers);
            Assert.Equal(from.GetLayerParameters(0), frozen.GetLayerParameters(0));
            Assert.NotEqual(from.GetLayerParameters(1), frozen.GetLayerParameters(1));
            // Steps too small to change a weight show where training began.
            FeedForwardNetwork begun = NetworkOf(
                _context
                    .Trainer(
                        task,
                        options =>
                            (options.TransferFrom, options.LearningRate, options.Epochs) = (
                                Loaded(chain, data.Schema),
                                1e-30f,
                                1
                            )
                    )
                    .Fit(data)
            );
            Assert.Equal(from.GetLayerParameters(1), begun.GetLayerParameters(1));
            Assert.NotEqual(from.GetLayerParameters(2), begun.GetLayerParameters(2));
        }
    }

    [Fact]
    public void Layers_that_are_not_there_cannot_be_frozen()
    {
        IDataView data = _context.View(30);
        ITransformer model = Trainer(LearningTask.Binary, epochs: 1).Fit(data);
        string Message(Action<FeedForwardOptionsBase> set) =>
            Assert.ThrowsAny<ArgumentException>(() => _context.Trainer(LearningTask.Binary, set).Fit(data)).Message;
        Assert.StartsWith(
            "FreezeLayers is -1; give at least 0.",
            Message(options => options.FreezeLayers = -1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Options.FreezeLayers is 1, and there is no model whose layers could stay as they are",
            Message(options => options.FreezeLayers = 1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Options.FreezeLayers is 2; the network has 1 hidden layers with weights",
            Message(options => (options.FreezeLayers, options.TransferFrom) = (2, model)),
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public void Fashion_helps_digits_in_the_first_epoch()
    {
        Skip.If(
            DatasetCatalog.Find("mnist") == null || DatasetCatalog.Find("fashion-mnist") == null,
            "Skipped: mnist or fashion-mnist is not in MLPIPELINE_DATA."
        );
        (ImageSet garments, _) = DatasetCatalog.Load("fashion-mnist");
        (ImageSet digits, ImageSet tests) = DatasetCatalog.Load("mnist");
        ITransformer normalizer = _context
            .Transforms.NormalizeMinMax("Features")
            .Fit(_context.Data.LoadFromImages(garments));
        IDataView View(ImageSet images) => normalizer.Transform(_context.Data.LoadFromImages(images));
        FeedForwardMulticlassTrainer Trainer(int epochs, int seed, ITransformer? from) =>
            _context.MulticlassClassification.Trainers.FeedForward(
                new FeedForwardMulticlassTrainer.Options
                {
                    Activation = ActivationKind.Tanh,
                    Epochs = epochs,
                    Seed = seed,
                    TransferFrom = from,
                }
            );
        ITransformer source = Trainer(epochs: 3, seed: 1, from: null).Fit(View(garments));
        IDataView train = View(digits);
        IDataView test = View(tests);
        double Accuracy(int seed, ITransformer? from) =>
            _context
                .MulticlassClassification.Evaluate(Trainer(epochs: 1, seed, from).Fit(train).Transform(test))
                .MicroAccuracy;
        int[] seeds = [1, 2];
        double[] scratch = [.. seeds.Select(seed => Accuracy(seed, null))];
        double[] transferred = [.. seeds.Select(seed => Accuracy(seed, source))];
        Assert.True(
            transferred.Min() > scratch.Max(),
            $"from scratch {string.Join(", ", scratch)}; transferred {string.Join(", ", transferred)}"
        );
    }

    // Without shuffling and without a state of the optimizer, epochs are the same wherever they are cut.
    private IEstimator<ITransformer> Trainer(LearningTask task, int epochs) =>
        _context.Trainer(task, options => Plain(options, epochs));

    private static void Plain(FeedForwardOptionsBase options, int epochs) =>
        (options.Epochs, options.Shuffle, options.Optimizer) = (epochs, false, OptimizerKind.Sgd);

    private ITransformer Continue(LearningTask task, IDataView data, ITransformer previous) =>
        _context.Trainer(task, options => Plain(options, epochs: 3)) switch
        {
            FeedForwardMulticlassTrainer trainer => trainer.Fit(data, previous),
            FeedForwardBinaryTrainer trainer => trainer.Fit(data, previous),
            var trainer => ((FeedForwardRegressionTrainer)trainer).Fit(data, previous),
        };

    private ITransformer Loaded(ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    private static FeedForwardNetwork NetworkOf(ITransformer model) => FeedForwardModels.Find(model)!.Network;
}
