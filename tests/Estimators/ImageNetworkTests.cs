using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Tests;

/// <summary>Layers for images through the whole of ML.NET: which picture a row is, training, saving, scoring.</summary>
public sealed class ImageNetworkTests : IDisposable
{
    private readonly MLContext _context = new(1);
    private readonly string _directory = Directory.CreateTempSubdirectory("mlpipeline-images-").FullName;

    public static TheoryData<LearningTask> Tasks => LearningTasks.All;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("1x6x8", null, 6, 8)]
    [InlineData("2x6x8", null, 2, 6, 8)]
    [InlineData("1x6x8", "6x8", 48)]
    [InlineData("2x6x4", "2x6x4", 48)]
    [InlineData("1x4x9", "4x9", 6, 6)]
    [InlineData("1x6x6", null, 36)]
    public void The_shape_is_that_of_the_options_of_the_type_or_a_square_and_a_saved_model_gives_the_same_bits(
        string expected,
        string? given,
        params int[] dimensions
    )
    {
        ImageShape? shape = given?.Split('x').Select(int.Parse).ToArray() switch
        {
            [var height, var width] => new ImageShape(height, width),
            [var channels, var height, var width] => new ImageShape(height, width, channels),
            _ => null,
        };
        int[] image = [.. expected.Split('x').Select(int.Parse)];
        List<Picture> rows = Bars(image[0], image[1], image[2]);
        IDataView data = View(rows, dimensions);
        TransformerChain<FeedForwardMulticlassTransformer> model = Pipeline(
                "conv 4 3x3, relu, maxpool 2; dense 8, relu",
                shape
            )
            .Fit(data);
        var input = model.LastTransformer.Model.Network.Spec.Input;
        Assert.Equal(expected, $"{input.Channels}x{input.Height}x{input.Width}");
        Assert.True(_context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy > 0.95);

        string path = Path.Combine(_directory, "m.zip");
        _context.Model.Save(model, data.Schema, path);
        ITransformer loaded = new MLContext().Model.Load(path, out _);
        float[][] scores = [.. model.Transform(data).GetColumn<float[]>("Score")];
        Assert.Equal(scores, loaded.Transform(data).GetColumn<float[]>("Score"));
        PredictionEngine<Picture, Answer> engine = new MLContext().Model.CreatePredictionEngine<Picture, Answer>(
            loaded,
            inputSchemaDefinition: Definition(dimensions)
        );
        Assert.Equal(scores, rows.Select(row => engine.Predict(row).Score));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Every_task_takes_such_layers_and_a_fresh_process_gives_the_same_bits(LearningTask task)
    {
        IDataView data = _context.View(300);
        // Rows of four values are pictures of 2x2.
        ITransformer model = _context
            .Trainer(
                task,
                options =>
                    (options.Network, options.Epochs) = (
                        Architecture.Parse("conv 6 3x3, batchnorm, relu; dense 8, tanh; dropout 0.1"),
                        5
                    )
            )
            .Fit(data);
        string path = Path.Combine(_directory, "m.zip");
        _context.Model.Save(model, data.Schema, path);
        Assert.Equal(
            Program.Text(LearningTasks.Scores(model.Transform(_context.View(20)))),
            Program.Run("score", path)
        );
    }

    [Fact]
    public void Threads_share_such_a_model_and_change_no_bit_of_it()
    {
        List<Picture> rows = Bars(1, 6, 6);
        IDataView data = View(rows, 36);
        TransformerChain<FeedForwardMulticlassTransformer> Train(int threads) =>
            Pipeline("conv 4 3x3, batchnorm, relu, avgpool 2; dropout 0.2; dense 8, relu", null, threads).Fit(data);
        TransformerChain<FeedForwardMulticlassTransformer> model = Train(1);
        float[][] scores = [.. model.Transform(data).GetColumn<float[]>("Score")];
        Assert.Equal(scores, Train(3).Transform(data).GetColumn<float[]>("Score"));
        float[][][] views = new float[8][][];
        float[][][] engines = new float[8][][];
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i => new Thread(() =>
                {
                    views[i] = [.. model.Transform(data).GetColumn<float[]>("Score")];
                    PredictionEngine<Picture, Answer> engine = _context.Model.CreatePredictionEngine<Picture, Answer>(
                        model,
                        inputSchemaDefinition: Definition(36)
                    );
                    engines[i] = [.. rows.Select(row => engine.Predict(row).Score)];
                })),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.All(views.Concat(engines), seen => Assert.Equal(scores, seen));
    }

    [Fact]
    public void Features_that_are_no_image_and_layers_that_do_not_fit_are_told_in_a_sentence()
    {
        string Message(string network, ImageShape? shape, params int[] dimensions)
        {
            int size = dimensions.Aggregate((a, b) => a * b);
            IDataView data = View(
                [
                    new Picture { Features = new float[size], Name = "a" },
                    new Picture { Features = new float[size], Name = "b" },
                ],
                dimensions
            );
            string message = Assert.ThrowsAny<Exception>(() => Pipeline(network, shape).Fit(data)).Message;
            IDataView keyed = _context.Keyed(
                _context.Transforms.CopyColumns("Label", "Name").Fit(data).Transform(data),
                "Label"
            );
            Assert.Equal(
                message,
                Assert.ThrowsAny<Exception>(() => Trainer(network, shape).DescribeNetwork(keyed)).Message
            );
            return message;
        }
        Assert.Equal(
            "Column 'Features' has rows of 35 values, and nothing says which picture they are: 35 is not a square; "
                + "give Options.ImageShape.",
            Message("conv 4 3x3", null, 35)
        );
        Assert.Equal(
            "A picture of 5x8 has 40 values; column 'Features' has rows of 36: check Options.ImageShape.",
            Message("conv 4 3x3", new ImageShape(5, 8), 36)
        );
        Assert.StartsWith(
            "Column 'Features' has the dimensions [12, 9, 3], which look like colours side by side;",
            Message("maxpool 2", null, 12, 9, 3),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Hidden layer 2, 'maxpool 7', has squares of 7x7 pixels, larger than its input of 6x6 pixels;",
            Message("conv 4 3x3, maxpool 7", null, 36),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_network_is_described_before_it_is_trained()
    {
        IDataView data = _context.View(50);
        FeedForwardMulticlassTrainer Trainer(ITransformer? from = null) =>
            (FeedForwardMulticlassTrainer)
                _context.Trainer(
                    LearningTask.Multiclass,
                    options =>
                        (options.Network, options.Epochs, options.TransferFrom) = (
                            from == null ? Architecture.Parse("conv 6 3x3, relu; dense 8") : null,
                            1,
                            from
                        )
                );
        NetworkSpec described = Trainer().DescribeNetwork(data);
        ITransformer binary = _context
            .Trainer(LearningTask.Binary, options => (options.HiddenLayers, options.Epochs) = ([5, 3], 1))
            .Fit(data);
        Assert.Equal(Trainer().Fit(data).Model.Network.Spec, described);
        Assert.Equal(Trainer(binary).Fit(data).Model.Network.Spec, Trainer(binary).DescribeNetwork(data));
        Assert.Equal(["flatten", "dense 8", "dense 3"], described.Summarize().Skip(1).Select(layer => layer.Layer));
    }

    private FeedForwardMulticlassTrainer Trainer(string network, ImageShape? shape, int? threads = null) =>
        _context.MulticlassClassification.Trainers.FeedForward(
            new FeedForwardMulticlassTrainer.Options
            {
                Network = Architecture.Parse(network),
                ImageShape = shape,
                Epochs = 20,
                BatchSize = 16,
                LearningRate = 0.01f,
                Seed = 1,
                MaxDegreeOfParallelism = threads,
            }
        );

    private EstimatorChain<FeedForwardMulticlassTransformer> Pipeline(
        string network,
        ImageShape? shape,
        int? threads = null
    ) =>
        _context
            .Transforms.Conversion.MapValueToKey("Label", "Name")
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .Append(Trainer(network, shape, threads));

    private IDataView View(List<Picture> rows, params int[] dimensions) =>
        _context.Data.LoadFromEnumerable(rows, Definition(dimensions));

    private static SchemaDefinition Definition(params int[] dimensions)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Picture));
        schema[nameof(Picture.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        return schema;
    }

    // A bright row or a bright column of every channel, on noise.
    private static List<Picture> Bars(int channels, int height, int width)
    {
        var random = new Random(5);
        return
        [
            .. Enumerable
                .Range(0, 160)
                .Select(row =>
                {
                    bool across = row % 2 == 0;
                    int at = random.Next(across ? height : width);
                    return new Picture
                    {
                        Features =
                        [
                            .. Enumerable
                                .Range(0, channels * height * width)
                                .Select(i =>
                                    40 * random.NextSingle()
                                    + ((across ? i / width % height : i % width) == at ? 200 : 0)
                                ),
                        ],
                        Name = across ? "across" : "down",
                    };
                }),
        ];
    }

    private sealed class Picture
    {
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";
    }

    private sealed class Answer
    {
        public float[] Score { get; set; } = [];
    }
}
