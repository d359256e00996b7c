using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Estimators.Tests.Goldens;
using MlPipeline.Network;

namespace MlPipeline.Estimators.Tests;

/// <summary>Files of every released version load; damaged ones are refused.</summary>
public class SavedModelTests
{
    private static readonly byte[] Network = Bytes(
        new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = 3,
                HiddenLayers = [new DenseSpec(4, ActivationKind.Tanh)],
                OutputSize = 2,
            },
            InitializerKind.Xavier,
            seed: 1
        )
    );

    /// <summary>The zip was saved by version 0.1.0, whose networks had no checksum yet.</summary>
    [Fact]
    public void A_model_of_the_first_version_predicts_as_it_did()
    {
        var context = new MLContext(1);
        SavedRow[] rows = JsonSerializer.Deserialize<SavedRow[]>(
            File.ReadAllText(Golden("multiclass-v1.json")),
            JsonSerializerOptions.Web
        )!;
        ITransformer model = context.Model.Load(Golden("multiclass-v1.zip"), out _);

        IDataView scored = model.Transform(
            context.Data.LoadFromEnumerable(rows.Select(row => new Point { Features = row.Features }).ToArray())
        );

        Assert.Equal(rows.Select(row => row.Prediction), scored.GetColumn<string>("Prediction"));
        foreach ((SavedRow row, float[] scores) in rows.Zip(scored.GetColumn<float[]>("Score")))
            Assert.All(row.Scores.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    public static TheoryData<LearningTask> Tasks => LearningTasks.All;

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_model_saved_with_MLNET_5_0_1_and_a_normalizer_predicts_as_it_did(LearningTask task)
    {
        (string zip, string json) = GoldenModels.Files(task);
        float[][] expected = JsonSerializer.Deserialize<float[][]>(File.ReadAllText(json))!;
        var context = new MLContext(1);
        ITransformer model = context.Model.Load(zip, out DataViewSchema schema);
        Assert.Equal("Features", schema["Features"].Name);
        float[][] scores = LearningTasks.Scores(model.Transform(GoldenModels.Data(context)));
        Assert.Equal(expected.Length, scores.Length);
        // Instruction sets round differently.
        Assert.All(
            expected.Zip(scores),
            row =>
                Assert.All(
                    row.First.Zip(row.Second),
                    pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First)))
                )
        );
        Assert.Equal(scores, LearningTasks.Rows(expected.Length).Select(context.Engine(task, model)));
    }

    [Fact]
    public void A_model_of_the_first_version_saved_again_has_a_checksum_and_the_same_scores()
    {
        var context = new MLContext(1);
        ITransformer first = context.Model.Load(Golden("multiclass-v1.zip"), out DataViewSchema schema);
        using var zip = new MemoryStream();
        context.Model.Save(first, schema, zip);
        Assert.Contains("MLPN", string.Concat(ModelBytes(zip).Select(b => (char)b)), StringComparison.Ordinal);
        zip.Position = 0;
        ITransformer again = new MLContext().Model.Load(zip, out _);
        IDataView rows = context.Data.LoadFromEnumerable(new[] { new Point { Features = [0.5f, -1, 2] } });
        Assert.Equal(
            first.Transform(rows).GetColumn<float[]>("Score"),
            again.Transform(rows).GetColumn<float[]>("Score")
        );
    }

    [Fact]
    public void Every_damaged_byte_is_noticed()
    {
        for (int at = 0; at < Network.Length; at++)
        {
            byte[] damaged = [.. Network];
            damaged[at] ^= 0x40;
            Assert.Throws<FormatException>(() => Read(damaged));
        }
    }

    [Fact]
    public void A_file_that_breaks_off_is_noticed()
    {
        for (int length = 4; length < Network.Length; length++)
            Assert.True(Record.Exception(() => Read(Network[..length])) is FormatException or EndOfStreamException);
    }

    /// <summary>
    /// A network without a frame and a checksum, as the first version wrote it: 16 million inputs and units, and no
    /// weights.
    /// </summary>
    [Fact]
    public void Absurd_sizes_take_no_memory()
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        foreach (int number in new[] { 1, 1 << 24, 1, 1 << 24 })
            writer.Write(number);
        writer.Write(nameof(ActivationKind.ReLU));
        writer.Write(1 << 24);
        writer.Write(nameof(LossKind.SoftmaxCrossEntropy));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<FormatException>(() => Read(content.ToArray()));
        Assert.Contains("parameters, and 0 follow", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    private static byte[] Bytes(FeedForwardNetwork network)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        network.Write(writer);
        return content.ToArray();
    }

    private static FeedForwardNetwork Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return FeedForwardNetwork.Read(reader);
    }

    private static IEnumerable<byte> ModelBytes(Stream zip)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            foreach (byte b in content.ToArray())
                yield return b;
        }
    }

    private static string Golden(string name, [CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "goldens", name);

    private sealed record SavedRow(float[] Features, float[] Scores, string Prediction);

    private sealed class Point
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";
    }
}
