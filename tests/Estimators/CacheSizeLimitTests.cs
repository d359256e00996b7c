using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets.Glyphs;
using MlPipeline.Network;

namespace MlPipeline.Estimators.Tests;

/// <summary>
/// Data larger than the cache size limit are streamed, and a user sees no difference but memory and time.
/// </summary>
public class CacheSizeLimitTests
{
    private const int Images = 6_000;
    private const int Pixels = 28 * 28;

    /// <summary>A tenth of the bytes the images take.</summary>
    private const long Tenth = Images * Pixels / 10;

    private readonly MLContext _context = new(1);

    [Fact]
    public void A_set_ten_times_the_limit_is_learned_as_well_as_from_memory()
    {
        (IDataView train, IDataView test) = Glyphs();
        double Accuracy(int seed, long limit) =>
            _context
                .MulticlassClassification.Evaluate(
                    Trainer(
                            new()
                            {
                                CacheSizeLimit = limit,
                                Seed = seed,
                                Epochs = 6,
                            }
                        )
                        .Fit(train)
                        .Transform(test)
                )
                .MicroAccuracy;
        double[] cached = [.. new[] { 1, 2, 3 }.Select(seed => Accuracy(seed, 1L << 30))];
        double[] streamed = [.. new[] { 1, 2, 3 }.Select(seed => Accuracy(seed, Tenth))];
        Assert.True(
            Math.Abs(cached.Average() - streamed.Average()) < 0.01,
            $"from memory {string.Join(", ", cached)}; streamed {string.Join(", ", streamed)}"
        );
        Assert.True(streamed.Min() > 0.9, string.Join(", ", streamed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Tenth)]
    public void Without_shuffling_the_weights_are_the_same_bits_as_from_memory(long limit)
    {
        (IDataView train, IDataView test) = Glyphs();
        (float[] Weights, Evaluation Validation) Train(long size)
        {
            FeedForwardMulticlassModelParameters model = Trainer(
                    new()
                    {
                        CacheSizeLimit = size,
                        Seed = 1,
                        Epochs = 2,
                        Shuffle = false,
                    }
                )
                .Fit(train, test)
                .Model;
            return (model.Network.GetLayerParameters(0), model.History!.Last.Validation!.Value);
        }
        (float[] weights, Evaluation validation) = Train(1L << 30);
        (float[] streamedWeights, Evaluation streamedValidation) = Train(limit);
        Assert.Equal(weights, streamedWeights);
        Assert.Equal(validation, streamedValidation);
    }

    [Fact]
    public void A_log_line_says_which_data_are_streamed()
    {
        (IDataView train, _) = Glyphs();
        List<string> log = [];
        _context.Log += (_, message) => log.Add(message.RawMessage);
        Trainer(new() { Epochs = 1, CacheSizeLimit = Tenth }).Fit(train);
        Assert.Contains(
            $"The training data, {Images} rows of {Pixels} features, take more than the {Tenth} bytes of "
                + "CacheSizeLimit, and are read anew each epoch.",
            log
        );
        log.Clear();
        Trainer(new() { Epochs = 1 }).Fit(train);
        Assert.DoesNotContain(log, text => text.Contains("CacheSizeLimit", StringComparison.Ordinal));
    }

    [Fact]
    public void A_negative_limit_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Trainer(new() { CacheSizeLimit = -1 }));
        Assert.StartsWith("CacheSizeLimit is -1; give at least 0.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Streamed_rows_without_label_and_features_that_are_no_number_are_told_as_from_memory()
    {
        // Raw values of keys count from 0, and one past the last key is a missing label.
        static List<Row> Rows() =>
            [
                .. Enumerable
                    .Range(0, 200)
                    .Select(i => new Row { Features = [i % 2, i % 7], Label = i < 5 ? 2 : (uint)(i % 2) }),
            ];
        (string Said, string Thrown, int Open) Told(long limit)
        {
            var context = new MLContext(1);
            string said = "";
            context.Log += (_, message) =>
                said += message.RawMessage.Contains("no label", StringComparison.Ordinal) ? message.RawMessage : "";
            FeedForwardMulticlassTrainer trainer = context.MulticlassClassification.Trainers.FeedForward(
                new FeedForwardMulticlassTrainer.Options { Epochs = 1, CacheSizeLimit = limit }
            );
            var view = new CountedView(context.Data.LoadFromEnumerable(Rows()));
            trainer.Fit(view);
            List<Row> bad = Rows();
            bad[90].Features = [1, float.NaN];
            var badView = new CountedView(context.Data.LoadFromEnumerable(bad));
            return (
                said,
                Assert.Throws<InvalidOperationException>(() => trainer.Fit(badView)).Message,
                view.Open + badView.Open
            );
        }
        Assert.Equal(Told(1L << 30), Told(0));
        Assert.StartsWith("5 rows of the training data have no label", Told(0).Said, StringComparison.Ordinal);
        Assert.Contains("is NaN in row 90, slot 1", Told(0).Thrown, StringComparison.Ordinal);
        Assert.Equal(0, Told(0).Open);
    }

    [Fact]
    public void Cursors_are_disposed_when_training_ends_or_is_canceled()
    {
        (IDataView train, IDataView test) = Glyphs();
        (CountedView data, CountedView validation) = (new CountedView(train), new CountedView(test));
        Trainer(new() { Epochs = 2, CacheSizeLimit = 0 }).Fit(data, validation);
        Assert.Equal((0, 3, 0, 3), (data.Open, data.Opened, validation.Open, validation.Opened));
        using var source = new CancellationTokenSource();
        FeedForwardMulticlassTrainer trainer = Trainer(
            new()
            {
                Epochs = 2,
                CacheSizeLimit = 0,
                CancellationToken = source.Token,
                Observer = new CancelAt(10, source),
            }
        );
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(data, validation));
        Assert.Equal((0, 5), (data.Open, data.Opened));
    }

    private FeedForwardMulticlassTrainer Trainer(FeedForwardMulticlassTrainer.Options options)
    {
        options.HiddenLayers = [64];
        return _context.MulticlassClassification.Trainers.FeedForward(options);
    }

    private (IDataView Train, IDataView Test) Glyphs()
    {
        IDataView train = _context.Data.LoadFromImages(GlyphsGenerator.Generate(Images));
        IDataView test = _context.Data.LoadFromImages(GlyphsGenerator.Generate(2_000, first: Images));
        ITransformer normalizer = _context.Transforms.NormalizeMinMax("Features").Fit(train);
        return (normalizer.Transform(train), normalizer.Transform(test));
    }

    private sealed class CancelAt(int step, CancellationTokenSource source) : ITrainingObserver
    {
        public void OnStep(int epoch, int stepOfEpoch, int steps, double loss)
        {
            if (stepOfEpoch == step)
                source.Cancel();
        }

        public void OnEpoch(EpochResult result) { }
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [KeyType(2)]
        public uint Label { get; set; }
    }

    /// <summary>A view that counts its cursors.</summary>
    private sealed class CountedView(IDataView view) : IDataView
    {
        private int _open;

        public int Open => _open;

        public int Opened { get; private set; }

        public bool CanShuffle => view.CanShuffle;

        public DataViewSchema Schema => view.Schema;

        public long? GetRowCount() => view.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            Interlocked.Increment(ref _open);
            Opened++;
            return new Cursor(this, view.GetRowCursor(columnsNeeded, rand));
        }

        public DataViewRowCursor[] GetRowCursorSet(
            IEnumerable<DataViewSchema.Column> columnsNeeded,
            int n,
            Random? rand = null
        ) => [GetRowCursor(columnsNeeded, rand)];

        private sealed class Cursor(CountedView view, DataViewRowCursor cursor) : DataViewRowCursor
        {
            public override long Position => cursor.Position;

            public override long Batch => cursor.Batch;

            public override DataViewSchema Schema => cursor.Schema;

            public override bool MoveNext() => cursor.MoveNext();

            public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(column);

            public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
                cursor.GetGetter<TValue>(column);

            protected override void Dispose(bool disposing)
            {
                Interlocked.Decrement(ref view._open);
                cursor.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
