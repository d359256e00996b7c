using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Estimators.Augmentation;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Tests;

/// <summary>
/// Who gets varied images: a trainer of this library for its training rows, whatever steps lie between and whatever
/// other threads do; everyone from Augment; nobody else.
/// </summary>
public class AugmentedReadersTests
{
    private static readonly AugmentationOptions How = AugmentationOptions.Affine with { Seed = 3, Copies = 2 };

    private readonly MLContext _context = new(1);

    public static TheoryData<string, bool> StepsThatKeepThePass
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (string step in new[] { "nothing", "normalizer", "copy", "concatenate", "mapping", "select" })
            foreach (bool canShuffle in new[] { true, false })
                rows.Add(step, canShuffle);
            foreach (string step in new[] { "key filter", "missing filter", "own filter" })
            foreach (bool canShuffle in new[] { true, false })
                rows.Add(step, canShuffle);
            return rows;
        }
    }

    [Fact]
    public void Evaluation_and_prediction_of_the_data_it_was_fitted_on_are_not_varied()
    {
        List<Row> rows = Rows(120);
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        EstimatorChain<FeedForwardMulticlassTransformer> chain = new EstimatorChain<ITransformer>()
            .Append(_context.Transforms.AugmentImages("Features", How), TransformerScope.Everything)
            .Append(Trainer(epochs: 3));
        TransformerChain<FeedForwardMulticlassTransformer> model = chain.Fit(data);
        IDataView scored = model.Transform(data);
        IDataView expected = model.LastTransformer.Transform(data);
        Assert.Equal(120, scored.GetRowCount());
        Assert.Equal(data.GetColumn<float[]>("Features"), scored.GetColumn<float[]>("Features"));
        float[][] scores = [.. expected.GetColumn<float[]>("Score")];
        Assert.Equal(scores, scored.GetColumn<float[]>("Score"));
        Assert.Equal(
            _context.MulticlassClassification.Evaluate(expected).LogLoss,
            _context.MulticlassClassification.Evaluate(scored).LogLoss
        );
        PredictionEngine<Row, Answer> engine = _context.Model.CreatePredictionEngine<Row, Answer>(model);
        Assert.Equal(scores, rows.Select(row => engine.Predict(row).Score));
    }

    [Theory]
    [MemberData(nameof(StepsThatKeepThePass))]
    public void Whatever_lies_between_the_trainer_gets_rows_that_vary_in_their_order(string step, bool canShuffle)
    {
        IDataView data = Data(90, canShuffle);
        IDataView augmented = Fit(data).Transform(data);
        IDataView view = Step(step, augmented);
        Assert.Equal(Ids(Step(step, Fit(data).Augment(data)), null), Ids(view, new PassRandom(2)));
        Assert.Equal(Ids(Step(step, data), null), Ids(view, null));
        double[] losses = Losses(view);
        Assert.Equal(losses.Length, losses.Distinct().Count());
        Assert.Single(Losses(Step(step, data)).Select(loss => Math.Round(loss, 4)).Distinct());
    }

    [Theory]
    [InlineData("Cache", "CacheDataView")]
    [InlineData("TakeRows", "SkipTakeFilter")]
    [InlineData("SkipRows", "SkipTakeFilter")]
    [InlineData("ShuffleRows", "RowShufflingTransformer")]
    [InlineData("BootstrapSample", "BootstrapSamplingTransformer")]
    [InlineData("TrainTestSplit", "GenerateNumberTransform")]
    [InlineData("a view of the user's", "ForgetfulView")]
    public void A_step_that_keeps_the_pass_to_itself_is_refused_in_a_sentence(string step, string name)
    {
        IDataView data = Data(60);
        AugmentImagesTransformer augmentation = Fit(data);
        IDataView view = Lossy(step, augmentation.Transform(data));
        string expected =
            $"The training rows would not be augmented: {name}, a step between AugmentImages of column 'Features' and "
            + "the trainer, does not tell it which epoch the rows are for; put AugmentImages after all caching, "
            + "shuffling, sampling and splitting.";
        IDataView[] views = [view, Step("normalizer", view), Step("own filter", view), Fit(view).Transform(view)];
        foreach (IDataView training in views)
            Assert.Equal(
                expected,
                Assert.Throws<InvalidOperationException>(() => Trainer(epochs: 1).Fit(training)).Message
            );
        // Nothing is wrong with the view itself, or with the step on the other side.
        Assert.NotEmpty(view.GetColumn<float[]>("Features"));
        Trainer(epochs: 1).Fit(Data(60), view);
        IDataView before = Lossy(step, data);
        Trainer(epochs: 1).Fit(augmentation.Transform(before));
    }

    [Fact]
    public void Rows_of_Augment_that_stay_the_same_in_every_epoch_are_warned_of()
    {
        IDataView data = Data(60);
        List<string> log = [];
        _context.Log += (_, message) => log.Add(message.RawMessage);
        Trainer(epochs: 1).Fit(_context.Data.Cache(Fit(data).Augment(data)));
        Assert.Contains(
            "Column 'Features' is not augmented anew each epoch: CacheDataView does not tell Augment which epoch the "
                + "rows are for; call it after all caching, shuffling, sampling and splitting.",
            log
        );
    }

    [Fact]
    public void Trainings_on_several_threads_do_not_disturb_each_other()
    {
        IDataView data = Data(90);
        AugmentImagesTransformer augmentation = Fit(data);
        IDataView plain = Step("normalizer", data);
        IDataView last = augmentation.Transform(data);
        IDataView between = Step("normalizer", last);
        float[] Weights(IDataView view) => Trainer(epochs: 3).Fit(view).Model.Network.GetLayerParameters(0);
        IDataView[] views = [plain, last, between];
        float[][] expected = [.. views.Select(Weights)];
        Assert.Equal(3, expected.Select(weights => weights[0]).Distinct().Count());
        Parallel.For(
            0,
            12,
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            i => Assert.Equal(expected[i % 3], Weights(views[i % 3]))
        );
    }

    [Fact]
    public void The_number_of_rows_is_that_of_a_cursor()
    {
        IDataView data = Data(30);
        AugmentImagesTransformer augmentation = Fit(data);
        foreach (IDataView view in new[] { augmentation.Transform(data), augmentation.Augment(data) })
            Assert.Equal(view.GetRowCount(), Ids(view, null).Length);
        Assert.Equal(60, augmentation.Augment(data).GetRowCount());
    }

    [Fact]
    public void A_loaded_augmentation_varies_training_rows_as_the_saved_one()
    {
        IDataView data = Data(60);
        AugmentImagesTransformer augmentation = Fit(data);
        using var stream = new MemoryStream();
        _context.Model.Save(augmentation, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        Assert.Equal(data.GetColumn<float[]>("Features"), loaded.Transform(data).GetColumn<float[]>("Features"));
        Assert.Equal(Losses(augmentation.Transform(data)), Losses(loaded.Transform(data)));
    }

    [Fact]
    public void A_chain_varies_the_training_rows_of_other_data_and_of_each_fold()
    {
        IEstimator<ITransformer> Chain(bool isVaried) =>
            isVaried
                ? _context.Transforms.AugmentImages("Features", How).Append(Trainer(epochs: 2))
                : new EstimatorChain<ITransformer>().Append(Trainer(epochs: 2));
        double[][] Losses(IDataView data, bool isVaried) =>
            [
                .. _context
                    .MulticlassClassification.CrossValidate(data, Chain(isVaried), numberOfFolds: 3)
                    .Select(fold => fold.Model)
                    .Append(Chain(isVaried).Fit(data))
                    .Append(Chain(isVaried).Fit(Data(50)))
                    .Select(History)
                    .Select(history => history.Epochs.Select(epoch => epoch.Training.Loss).ToArray()),
            ];
        IDataView data = Data(90);
        double[][] varied = Losses(data, isVaried: true);
        Assert.Equal(5, varied.Length);
        Assert.All(varied.Zip(Losses(data, isVaried: false)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(varied, Losses(data, isVaried: true));
        static TrainingHistory History(ITransformer model) =>
            ((IEnumerable<ITransformer>)model).OfType<FeedForwardMulticlassTransformer>().Single().Model.History!;
    }

    [Fact]
    public void Networks_of_one_class_each_are_trained_on_varied_rows()
    {
        IDataView data = Data(60);
        var trainer = _context.MulticlassClassification.Trainers.OneVersusAll(
            _context.BinaryClassification.Trainers.FeedForward(
                new FeedForwardBinaryTrainer.Options
                {
                    HiddenLayers = [3],
                    Epochs = 1,
                    Seed = 1,
                }
            )
        );
        float[] Scores(IDataView view) => trainer.Fit(view).Transform(data).GetColumn<float[]>("Score").First();
        Assert.NotEqual(Scores(data), Scores(Fit(data).Transform(data)));
    }

    [Fact]
    public void A_trainer_of_another_library_gets_varied_rows_from_Augment_only()
    {
        IDataView data = Data(60);
        AugmentImagesTransformer augmentation = Fit(data);
        var trainer = _context.MulticlassClassification.Trainers.LbfgsMaximumEntropy();
        float[] Scores(IDataView view) => trainer.Fit(view).Transform(data).GetColumn<float[]>("Score").First();
        Assert.Equal(Scores(data), Scores(augmentation.Transform(data)));
        Assert.NotEqual(Scores(data), Scores(augmentation.Augment(data)));
    }

    [Fact]
    public void Images_that_are_not_among_the_features_leave_the_rows_as_they_are()
    {
        IDataView data = Data(60);
        data = _context.Transforms.CopyColumns("Others", "Features").Fit(data).Transform(data);
        IDataView augmented = _context.Transforms.AugmentImages("Others", How).Fit(data).Transform(data);
        Assert.Equal(Losses(data), Losses(augmented));
    }

    private static string[] Ids(IDataView view, Random? random)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(
            view.Schema.Where(column => column.Name == "Features"),
            random
        );
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        List<string> ids = [];
        for (DataViewRowId id = default; cursor.MoveNext(); ids.Add(id.ToString()))
            getId(ref id);
        return [.. ids];
    }

    private static List<Row> Rows(int count)
    {
        var random = new Random(7);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(row => new Row
                {
                    Features = [.. Enumerable.Range(0, 64).Select(i => (i / 8 + i * row) % 5 + random.NextSingle())],
                    Label = (uint)(row % 3),
                    Value = row,
                }),
        ];
    }

    private IDataView Data(int count, bool canShuffle = true)
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rows(count));
        // Cached rows can be shuffled.
        data = canShuffle ? _context.Data.Cache(data) : data;
        Assert.Equal(canShuffle, data.CanShuffle);
        return data;
    }

    private AugmentImagesTransformer Fit(IDataView data) =>
        _context.Transforms.AugmentImages("Features", How).Fit(data);

    private FeedForwardMulticlassTrainer Trainer(int epochs, float learningRate = 0.001f) =>
        _context.MulticlassClassification.Trainers.FeedForward(
            new FeedForwardMulticlassTrainer.Options
            {
                HiddenLayers = learningRate < 1e-6f ? [] : [4],
                Epochs = epochs,
                BatchSize = 16,
                Seed = 1,
                LearningRate = learningRate,
            }
        );

    /// <summary>Losses of a linear model that does not move.</summary>
    private double[] Losses(IDataView data) =>
        [
            .. Trainer(epochs: 4, learningRate: 1e-12f)
                .Fit(data)
                .Model.History!.Epochs.Select(epoch => epoch.Training.Loss),
        ];

    private IDataView Step(string step, IDataView view)
    {
        IEstimator<ITransformer>? estimator = step switch
        {
            "normalizer" => _context.Transforms.NormalizeMinMax("Features"),
            "copy" => _context
                .Transforms.CopyColumns("Copy", "Features")
                .Append(_context.Transforms.CopyColumns("Features", "Copy")),
            "concatenate" => _context.Transforms.Concatenate("Features", "Features", "Value"),
            "mapping" => _context.Transforms.CustomMapping<Row, Added>((row, added) => added.More = row.Value, null),
            "select" => _context.Transforms.SelectColumns("Label", "Features"),
            _ => null,
        };
        return step switch
        {
            "key filter" => _context.Data.FilterRowsByKeyColumnFraction(view, "Label", 0, 0.7),
            "missing filter" => _context.Data.FilterRowsByMissingValues(view, "Features"),
            "own filter" => _context.Data.FilterByCustomPredicate<Row>(view, row => row.Value < 10),
            _ => estimator?.Fit(view).Transform(view) ?? view,
        };
    }

    private IDataView Lossy(string step, IDataView view) =>
        step switch
        {
            "Cache" => _context.Data.Cache(view),
            "TakeRows" => _context.Data.TakeRows(view, 40),
            "SkipRows" => _context.Data.SkipRows(view, 20),
            "ShuffleRows" => _context.Data.ShuffleRows(view, seed: 1),
            "BootstrapSample" => _context.Data.BootstrapSample(view, seed: 1),
            "TrainTestSplit" => _context.Data.TrainTestSplit(view, 0.3).TrainSet,
            _ => new ForgetfulView(view),
        };

    private sealed class Row
    {
        [VectorType(64)]
        public float[] Features { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }

        public float Value { get; set; }
    }

    private sealed class Added
    {
        public float More { get; set; }
    }

    private sealed class Answer
    {
        public float[] Score { get; set; } = [];
    }

    /// <summary>A view that does not pass the Random of its cursors on.</summary>
    private sealed class ForgetfulView(IDataView view) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema => view.Schema;

        public long? GetRowCount() => view.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
            view.GetRowCursor(columnsNeeded);

        public DataViewRowCursor[] GetRowCursorSet(
            IEnumerable<DataViewSchema.Column> columnsNeeded,
            int n,
            Random? rand = null
        ) => [view.GetRowCursor(columnsNeeded)];
    }
}
