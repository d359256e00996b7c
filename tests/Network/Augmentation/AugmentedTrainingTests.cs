using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Data;
using MlPipeline.Network.Randomness;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests.Augmentation;

/// <summary>Training on pictures that vary: anew each epoch, and the same for any number of threads.</summary>
public class AugmentedTrainingTests
{
    private const int Rows = 90;
    private static readonly ImageShape Shape = new(12, 12);

    [Fact]
    public void Any_number_of_threads_gives_the_same_weights()
    {
        float[] one = Train(threads: 1, AugmentationOptions.AffineElastic);
        Assert.Equal(one, Train(threads: 2, AugmentationOptions.AffineElastic));
        Assert.Equal(one, Train(threads: 5, AugmentationOptions.AffineElastic));
        Assert.NotEqual(one, Train(threads: 1, new AugmentationOptions()));
    }

    [Fact]
    public void Every_epoch_has_every_row_once_and_each_differently()
    {
        TrainingSet set = Set();
        var augmenter = new ImageAugmenter(AugmentationOptions.AffineElastic, Shape, 1);
        Dictionary<int, float[]> first = Epoch(set, augmenter, epoch: 1);
        Dictionary<int, float[]> second = Epoch(set, augmenter, epoch: 2);
        Assert.Equal(Rows, first.Count);
        Assert.All(first, row => Assert.NotEqual(row.Value, second[row.Key]));
        Assert.Equal(second, Epoch(set, augmenter, epoch: 2));
    }

    [Fact]
    public void Copies_and_originals_come_with_the_target_of_their_row()
    {
        TrainingSet set = Set();
        var augmenter = new ImageAugmenter(
            AugmentationOptions.Affine with
            {
                Copies = 2,
                KeepOriginals = true,
            },
            Shape,
            1
        );
        var rows = new AugmentedRows(new CachedRows(set), augmenter);
        Assert.Equal((3 * Rows, Shape.Size, 0), (rows.Rows, rows.Width, rows.ValuesPerRow));
        using BatchSource batches = rows.Batches(7, shuffling: null);
        batches.BeginEpoch();
        float[] picture = new float[Shape.Size];
        float[] original = new float[Shape.Size];
        int seen = 0;
        for (int count = batches.Next(); count > 0; count = batches.Next())
        {
            for (int i = 0; i < count; i++, seen++)
            {
                batches.CopyRow(i, picture);
                set.Features.CopyRow(seen / 3, original);
                Assert.Equal(seen / 3 % 3, batches.TargetOf(i).Class);
                Assert.Equal(seen % 3 == 0, picture.SequenceEqual(original));
            }
        }
        Assert.Equal(3 * Rows, seen);
    }

    [Fact]
    public void A_training_that_goes_on_within_an_epoch_sees_the_same_pictures()
    {
        AugmentedBatches Batches() =>
            new(
                Set(),
                new ImageAugmenter(AugmentationOptions.Affine, Shape, 1),
                16,
                new RandomStream(1, RandomStream.Shuffling)
            );
        static List<float[]> Rest(AugmentedBatches batches, int epochs)
        {
            List<float[]> pictures = [];
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                if (epoch > 0)
                    batches.BeginEpoch();
                while (batches.Next() is > 0 and int count)
                {
                    for (int i = 0; i < count; i++)
                    {
                        pictures.Add(new float[Shape.Size]);
                        batches.CopyRow(i, pictures[^1]);
                    }
                }
            }
            return pictures;
        }
        using AugmentedBatches whole = Batches();
        using AugmentedBatches resumed = Batches();
        whole.BeginEpoch();
        while (whole.Next() > 0) { }
        whole.BeginEpoch();
        whole.Next();
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
            whole.Save(writer);
        stream.Position = 0;
        using (var reader = new BinaryReader(stream))
            resumed.Restore(reader);
        List<float[]> expected = Rest(whole, epochs: 2);
        Assert.Equal(2 * Rows - 16, expected.Count);
        Assert.Equal(expected, Rest(resumed, epochs: 2));
    }

    [Fact]
    public void Streamed_rows_are_read_as_the_pass_of_their_epoch_also_after_going_on()
    {
        var stream = new Passes();
        using (var batches = new StreamedBatches(stream, 0, 4, shuffling: null))
        {
            for (int epoch = 0; epoch < 3; epoch++)
            {
                batches.BeginEpoch();
                batches.Next();
            }
            using var saved = new MemoryStream();
            using (var writer = new BinaryWriter(saved, System.Text.Encoding.UTF8, leaveOpen: true))
                batches.Save(writer);
            saved.Position = 0;
            using var resumed = new StreamedBatches(stream, 0, 4, shuffling: null);
            using (var reader = new BinaryReader(saved))
                resumed.Restore(reader);
            resumed.BeginEpoch();
        }
        Assert.Equal([1, 2, 3, 3, 4], stream.Opened);
    }

    // By class and first pixels of the row: unshuffled rows would hide a wrong order.
    private static Dictionary<int, float[]> Epoch(TrainingSet set, ImageAugmenter augmenter, int epoch)
    {
        using var batches = new AugmentedBatches(set, augmenter, 16, new RandomStream(1, RandomStream.Shuffling));
        using var plain = new CachedBatches(set, 16, new RandomStream(1, RandomStream.Shuffling));
        for (int e = 1; e <= epoch; e++)
        {
            batches.BeginEpoch();
            plain.BeginEpoch();
        }
        Dictionary<int, float[]> pictures = [];
        while (batches.Next() is > 0 and int count)
        {
            Assert.Equal(count, plain.Next());
            for (int i = 0; i < count; i++)
            {
                float[] picture = new float[Shape.Size];
                float[] source = new float[Shape.Size];
                batches.CopyRow(i, picture);
                plain.CopyRow(i, source);
                // The first pixel of a row is its number.
                pictures.Add((int)source[0], picture);
            }
        }
        return pictures;
    }

    private static float[] Train(int threads, AugmentationOptions augmentation)
    {
        var network = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = Shape.Size,
                HiddenLayers = [new DenseSpec(9, ActivationKind.Tanh)],
                OutputSize = 3,
            },
            InitializerKind.Xavier,
            seed: 1
        );
        var rows = new AugmentedRows(new CachedRows(Set()), new ImageAugmenter(augmentation, Shape, 1));
        NetworkTrainer.Fit(
            network,
            rows,
            new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 32,
                MaxDegreeOfParallelism = threads,
            }
        );
        return network.GetLayerParameters(0);
    }

    private static TrainingSet Set()
    {
        var matrix = new FloatMatrix(Shape.Size);
        for (int row = 0; row < Rows; row++)
        {
            Pictures.Random(Shape, row).CopyTo(matrix.AddRow());
            matrix.Row(row)[0] = row;
        }
        return TrainingSet.OfClasses(matrix, [.. Enumerable.Range(0, Rows).Select(row => row % 3)]);
    }

    /// <summary>Rows of zeros, and the passes they were read in.</summary>
    private sealed class Passes : RowStream
    {
        public List<int> Opened { get; } = [];

        public override int Rows => 12;

        public override int Width => 1;

        public override int ValuesPerRow => 0;

        public override bool HasWeights => false;

        public override RowReader Open(int pass)
        {
            Opened.Add(pass);
            return new Zeros();
        }
    }

    private sealed class Zeros : RowReader
    {
        private int _read;

        public override bool TryRead(Span<float> features, Span<float> target) => _read++ < 12;

        public override void Dispose() { }
    }
}
