using FsCheck;
using FsCheck.Fluent;
using MlPipeline.Network.Data;
using MlPipeline.Network.Randomness;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

/// <summary>Rows that are read anew each epoch train like rows in memory, in the memory of a pool.</summary>
public class StreamingTests
{
    private const int Width = 6;

    [Fact]
    public void Every_epoch_gives_every_row_once_in_another_order()
    {
        var cases =
            from rows in Gen.Choose(1, 400)
            from batch in Gen.Choose(1, 60)
            from pool in Gen.Choose(0, 300)
            from shuffle in ArbMap.Default.GeneratorFor<bool>()
            select (rows, batch, pool, shuffle);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(
                cases.ToArbitrary(),
                c =>
                {
                    using var stream = new Numbered(c.rows);
                    using var batches = new StreamedBatches(
                        stream,
                        c.pool * 32,
                        c.batch,
                        c.shuffle ? new RandomStream(1, RandomStream.Shuffling) : null
                    );
                    int[] first = Epoch(batches, c.batch);
                    int[] second = Epoch(batches, c.batch);
                    int[] inOrder = [.. Enumerable.Range(0, c.rows)];
                    Assert.Equal(inOrder, first.Order());
                    Assert.Equal(inOrder, second.Order());
                    if (!c.shuffle)
                        Assert.Equal(inOrder, first);
                    if (c.shuffle && c.rows > 50 && c.batch > 20)
                        Assert.NotEqual(first, second);
                }
            )
        );
    }

    [Theory]
    [InlineData(5_000, 0, false)]
    [InlineData(5_000, 0, true)]
    [InlineData(9_999, 1_000_000, true)]
    [InlineData(100, 200_000, true)]
    public void Pools_may_be_larger_than_a_block_of_memory(int batchSize, long limit, bool shuffle)
    {
        using var stream = new Numbered(10_001);
        using var batches = new StreamedBatches(
            stream,
            limit,
            batchSize,
            shuffle ? new RandomStream(1, RandomStream.Shuffling) : null
        );
        Assert.Equal(Enumerable.Range(0, 10_001), Epoch(batches, batchSize).Order());
    }

    [Fact]
    public void Rows_come_at_random_out_of_the_length_of_the_pool()
    {
        const int Rows = 10_000;
        const int PoolRows = 1_000;
        using var stream = new Numbered(Rows);
        using var batches = new StreamedBatches(
            stream,
            PoolRows * (Width + 2) * sizeof(float),
            batchSize: 50,
            new RandomStream(1, RandomStream.Shuffling)
        );
        int[] order = Epoch(batches, 50);
        double moved = Enumerable.Range(0, Rows).Average(i => Math.Abs(order[i] - i));
        Assert.InRange(moved, PoolRows / 4, PoolRows * 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    [InlineData(10_000_000)]
    public void Rows_take_no_more_than_the_limit_or_three_batches(long limit)
    {
        using var stream = new Numbered(200_000);
        using var batches = new StreamedBatches(
            stream,
            limit,
            batchSize: 10,
            new RandomStream(1, RandomStream.Shuffling)
        );
        // The batch, and as much again in each of the chunks that are read ahead.
        const long Least = 10 * ((Width + 2) * sizeof(float) + ReadAhead.Chunks * (Width + 1) * sizeof(float));
        Assert.InRange(batches.Bytes, Math.Min(Least, limit / 2), Math.Max(Least, limit));
    }

    [Theory]
    [InlineData(LossKind.SoftmaxCrossEntropy, 1, false)]
    [InlineData(LossKind.SoftmaxCrossEntropy, 32, false)]
    [InlineData(LossKind.SquaredError, 32, false)]
    [InlineData(LossKind.SoftmaxCrossEntropy, 1_000, false)]
    [InlineData(LossKind.SoftmaxCrossEntropy, 32, true)]
    [InlineData(LossKind.SquaredError, 32, true)]
    public void Unshuffled_weights_and_figures_are_the_same_bits_as_from_memory(
        LossKind loss,
        int batchSize,
        bool weighted
    )
    {
        (RowSource cached, RowSource streamed) = Sources(loss, limit: 5_000, weighted);
        (float[] weights, TrainingHistory history) = Train(cached, loss, batchSize, shuffle: false);
        (float[] streamedWeights, TrainingHistory streamedHistory) = Train(
            streamed,
            loss,
            batchSize,
            shuffle: false,
            validation: streamed
        );
        Assert.Equal(weights, streamedWeights);
        Assert.Equal(history.Epochs.Select(e => e.Training), streamedHistory.Epochs.Select(e => e.Training));
        Assert.Equal(history.Epochs.Select(e => e.Validation), streamedHistory.Epochs.Select(e => e.Validation));
    }

    [Fact]
    public void Shuffled_weights_are_the_same_bits_for_any_number_of_threads()
    {
        (_, RowSource streamed) = Sources(LossKind.SoftmaxCrossEntropy, limit: 5_000);
        float[][] weights =
        [
            .. new[] { 1, 2, 3, 1 }.Select(threads =>
                Train(streamed, LossKind.SoftmaxCrossEntropy, 32, shuffle: true, streamed, threads).Weights
            ),
        ];
        Assert.All(weights, w => Assert.Equal(weights[0], w));
        Assert.NotEqual(
            weights[0],
            Train(streamed, LossKind.SoftmaxCrossEntropy, 32, shuffle: false, streamed).Weights
        );
    }

    [Fact]
    public void Fewer_rows_than_at_first_are_an_error()
    {
        using var stream = new Numbered(100) { ActualRows = 70 };
        var error = Assert.Throws<InvalidOperationException>(() =>
            Train(new StreamedRows(stream, 0), LossKind.SoftmaxCrossEntropy, 32, shuffle: true)
        );
        Assert.Contains("100 rows when they were first read, and 70 now", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.OpenReaders);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(299)]
    public void An_error_of_the_reader_reaches_the_caller_and_the_reader_is_disposed(int row)
    {
        using var stream = new Numbered(300) { BadRow = row };
        Assert.Equal(
            "bad row",
            Assert
                .Throws<FormatException>(() =>
                    Train(new StreamedRows(stream, 0), LossKind.SoftmaxCrossEntropy, 32, shuffle: true)
                )
                .Message
        );
        Assert.Equal(0, stream.OpenReaders);
    }

    [Fact]
    public void Readers_are_disposed_after_training_and_when_it_is_canceled_or_diverges()
    {
        using var stream = new Numbered(5_000);
        var rows = new StreamedRows(stream, 0);
        Train(rows, LossKind.SoftmaxCrossEntropy, 32, shuffle: true, validation: rows);
        Assert.Equal((0, 6), (stream.OpenReaders, stream.Opened));
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            Train(
                rows,
                LossKind.SoftmaxCrossEntropy,
                32,
                shuffle: true,
                observer: new CancelAtOnce(source),
                cancellation: source.Token
            )
        );
        Assert.Throws<TrainingDivergedException>(() =>
            Train(rows, LossKind.SoftmaxCrossEntropy, 32, shuffle: true, rate: 3e38f)
        );
        Assert.Equal(0, stream.OpenReaders);
    }

    private static int[] Epoch(StreamedBatches batches, int batchSize)
    {
        List<int> order = [];
        var row = new float[Width];
        batches.BeginEpoch();
        while (batches.Next() is var count and > 0)
        {
            Assert.True(count <= batchSize);
            for (int i = 0; i < count; i++)
            {
                batches.CopyRow(i, row);
                Assert.Equal((int)row[0] % 3, batches.TargetOf(i).Class);
                order.Add((int)row[0]);
            }
        }
        return [.. order];
    }

    private static (RowSource Cached, RowSource Streamed) Sources(LossKind loss, long limit, bool weighted = false)
    {
        const int Rows = 333;
        bool classes = loss == LossKind.SoftmaxCrossEntropy;
        var stream = new Numbered(Rows, valuesPerRow: classes ? 0 : 3, weighted);
        var matrix = new FloatMatrix(Width);
        var targets = new float[Rows * (classes ? 1 : 3)];
        var target = new float[targets.Length / Rows + 1];
        using RowReader reader = stream.Open(pass: 1);
        for (int r = 0; r < Rows; r++)
        {
            reader.TryRead(matrix.AddRow(), target);
            target[..^1].CopyTo(targets, r * (target.Length - 1));
        }
        float[]? weights = weighted ? [.. Enumerable.Range(0, Rows).Select(WeightOf)] : null;
        TrainingSet set = classes
            ? TrainingSet.OfClasses(matrix, [.. targets.Select(t => (int)t)], weights)
            : TrainingSet.OfValues(matrix, targets, 3, weights);
        return (new CachedRows(set), new StreamedRows(stream, limit));
    }

    private static float WeightOf(int row) => row % 5 * 0.5f;

    private static (float[] Weights, TrainingHistory History) Train(
        RowSource rows,
        LossKind loss,
        int batchSize,
        bool shuffle,
        RowSource? validation = null,
        int threads = 2,
        float? rate = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default
    )
    {
        var network = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = Width,
                HiddenLayers = [new DenseSpec(20, ActivationKind.Tanh)],
                OutputSize = 3,
                Loss = loss,
            },
            InitializerKind.Xavier,
            seed: 1
        );
        var options = new TrainingOptions
        {
            Epochs = 3,
            BatchSize = batchSize,
            Shuffle = shuffle,
            Seed = 7,
            MaxDegreeOfParallelism = threads,
            LearningRate = rate,
        };
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            rows,
            options,
            validation ?? (rows as CachedRows),
            observer,
            cancellation
        );
        return (network.GetLayerParameters(0), history);
    }

    /// <summary>Row r begins with r, is of class r mod 3, and counts its readers.</summary>
    private sealed class Numbered(int rows, int valuesPerRow = 0, bool weighted = false) : RowStream, IDisposable
    {
        private int _open;

        public int ActualRows { get; init; } = rows;

        public int BadRow { get; init; } = -1;

        public int OpenReaders => _open;

        public int Opened { get; private set; }

        public override int Rows { get; } = rows;

        public override int Width => StreamingTests.Width;

        public override int ValuesPerRow => valuesPerRow;

        public override bool HasWeights => weighted;

        public override RowReader Open(int pass)
        {
            Interlocked.Increment(ref _open);
            Opened++;
            return new Reader(this);
        }

        public void Dispose() => Assert.Equal(0, _open);

        private sealed class Reader(Numbered stream) : RowReader
        {
            private int _next;

            public override bool TryRead(Span<float> features, Span<float> target)
            {
                if (_next == stream.ActualRows)
                    return false;
                if (_next == stream.BadRow)
                    throw new FormatException("bad row");
                features[0] = _next;
                for (int i = 1; i < features.Length; i++)
                    features[i] = MathF.Sin(_next * i);
                for (int i = 0; i < Math.Max(1, stream.ValuesPerRow); i++)
                    target[i] = (_next + i) % 3;
                if (stream.HasWeights)
                    target[Math.Max(1, stream.ValuesPerRow)] = WeightOf(_next);
                _next++;
                return true;
            }

            public override void Dispose() => Interlocked.Decrement(ref stream._open);
        }
    }

    private sealed class CancelAtOnce(CancellationTokenSource source) : ITrainingObserver
    {
        public void OnStep(int epoch, int stepOfEpoch, int steps, double loss) => source.Cancel();

        public void OnEpoch(EpochResult result) { }
    }
}
