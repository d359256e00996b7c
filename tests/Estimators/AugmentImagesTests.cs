using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets.Glyphs;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Tests;

/// <summary>Augmentation as an ML.NET user composes it: it varies what is learned from, and nothing else.</summary>
public class AugmentImagesTests
{
    private const int Side = 8;
    private const int Classes = 3;

    private readonly MLContext _context = new(1);

    [Fact]
    public void Each_cursor_varies_the_pictures_anew_and_equal_seeds_alike()
    {
        IDataView data = Data(20);
        float[][] Pass(IDataView view) => [.. view.GetColumn<float[]>("Features")];
        IDataView view = Augment(data, AugmentationOptions.AffineElastic with { Seed = 3 });
        IDataView again = Augment(data, AugmentationOptions.AffineElastic with { Seed = 3 });
        float[][] first = Pass(view);
        float[][] second = Pass(view);
        Assert.All(first.Zip(second), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.All(first.Zip(Pass(data)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(first, Pass(again));
        Assert.Equal(second, Pass(again));
        Assert.NotEqual(first, Pass(Augment(data, AugmentationOptions.AffineElastic with { Seed = 4 })));
        Assert.Equal(data.GetColumn<uint>("Label"), view.GetColumn<uint>("Label"));
    }

    [Fact]
    public void Rows_of_a_cursor_set_and_of_a_shuffled_cursor_are_varied_as_in_order()
    {
        IDataView data = _context.Data.LoadFromImages(GlyphsGenerator.Generate(600));
        Dictionary<DataViewRowId, float> Read(
            Func<IDataView, DataViewSchema.Column[], IEnumerable<DataViewRowCursor>> open
        )
        {
            IDataView view = Augment(data, AugmentationOptions.Affine with { Seed = 1, Copies = 2 });
            Dictionary<DataViewRowId, float> sums = [];
            foreach (DataViewRowCursor cursor in open(view, [view.Schema["Features"]]))
            {
                ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
                ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
                DataViewRowId row = default;
                VBuffer<float> picture = default;
                while (cursor.MoveNext())
                {
                    id(ref row);
                    getter(ref picture);
                    sums.Add(row, picture.DenseValues().Sum());
                }
                cursor.Dispose();
            }
            return sums;
        }
        Dictionary<DataViewRowId, float> inOrder = Read((view, columns) => [view.GetRowCursor(columns)]);
        Assert.Equal(1200, inOrder.Count);
        Assert.Equal(inOrder, Read((view, columns) => view.GetRowCursorSet(columns, 3)));
        Assert.Equal(inOrder, Read((view, columns) => [view.GetRowCursor(columns, new Random(5))]));
    }

    [Fact]
    public void Copies_come_after_the_original_with_its_label()
    {
        IDataView data = Data(7);
        IDataView view = Augment(data, AugmentationOptions.Affine with { Copies = 3, KeepOriginals = true });
        float[][] originals = [.. data.GetColumn<float[]>("Features")];
        float[][] pictures = [.. view.GetColumn<float[]>("Features")];
        Assert.Equal((28L, 28), (view.GetRowCount(), pictures.Length));
        Assert.All(
            pictures.Select((picture, i) => (picture, i)),
            p => Assert.Equal(p.i % 4 == 0, p.picture.SequenceEqual(originals[p.i / 4]))
        );
        Assert.Equal(
            data.GetColumn<uint>("Label").SelectMany(label => Enumerable.Repeat(label, 4)),
            view.GetColumn<uint>("Label")
        );
    }

    [Fact]
    public void A_saved_pipeline_predicts_the_same_bits_and_is_never_augmented()
    {
        List<Picture> rows = Rows(150);
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        var pipeline = _context
            .Transforms.Conversion.MapValueToKey("Label", "Name")
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .AppendAugmentation(
                _context.Transforms.AugmentImages("Features", AugmentationOptions.AffineElastic with { Erasing = 0.3f })
            )
            .Append(
                _context.MulticlassClassification.Trainers.FeedForward(hiddenLayers: [12], epochs: 40, batchSize: 16)
            )
            .Append(_context.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel"));
        ITransformer model = pipeline.Fit(data);
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        AugmentImagesTransformer augmentation = ((IEnumerable<ITransformer>)loaded)
            .OfType<AugmentImagesTransformer>()
            .Single();
        Assert.Equal(
            ((IEnumerable<ITransformer>)model).OfType<AugmentImagesTransformer>().Single().Options,
            augmentation.Options
        );

        // What the normalizer gives is what is scored, in the whole and row by row, however often.
        float[][] normalized =
        [
            .. ((IEnumerable<ITransformer>)model)
                .Take(2)
                .Aggregate(data, (view, step) => step.Transform(view))
                .GetColumn<float[]>("Features"),
        ];
        float[][] scores = [.. model.Transform(data).GetColumn<float[]>("Score")];
        Assert.Equal(normalized, model.Transform(data).GetColumn<float[]>("Features"));
        Assert.Equal(scores, model.Transform(data).GetColumn<float[]>("Score"));
        Assert.Equal(scores, loaded.Transform(data).GetColumn<float[]>("Score"));
        PredictionEngine<Picture, Answer> engine = _context.Model.CreatePredictionEngine<Picture, Answer>(loaded);
        Assert.Equal(scores, rows.Select(row => engine.Predict(row).Score));
        string[] names = [.. rows.Select(row => engine.Predict(row).Predicted)];
        Assert.True(names.Zip(rows).Count(pair => pair.First == pair.Second.Name) > 120, string.Join(",", names));
    }

    [Fact]
    public void Test_folds_and_single_rows_stay_as_they_are_even_where_the_scope_was_forgotten()
    {
        IDataView data = Data(90);
        EstimatorChain<FeedForwardMulticlassTransformer> careless = new EstimatorChain<ITransformer>()
            .Append(
                _context.Transforms.AugmentImages("Features", AugmentationOptions.Affine with { Copies = 2 }),
                TransformerScope.Everything
            )
            .Append(_context.MulticlassClassification.Trainers.FeedForward(hiddenLayers: [4], epochs: 1));
        var original = data.GetColumn<float[]>("Features").Select(Key).ToHashSet();
        foreach (var fold in _context.MulticlassClassification.CrossValidate(data, careless, numberOfFolds: 3))
            Assert.All(
                fold.ScoredHoldOutSet.GetColumn<float[]>("Features"),
                picture => Assert.Contains(Key(picture), original)
            );
        ITransformer model = careless.Fit(data);
        float[] row = Rows(1)[0].Features;
        float[] expected = [.. model.Transform(Data(1)).GetColumn<float[]>("Score").Single()];
        PredictionEngine<Labelled, Answer> engine = _context.Model.CreatePredictionEngine<Labelled, Answer>(
            model,
            ignoreMissingColumns: true
        );
        Assert.Equal(expected, engine.Predict(new Labelled { Features = row }).Score);
        static string Key(float[] picture) => string.Join(' ', picture);
    }

    [Fact]
    public void A_chain_that_begins_with_it_has_it_for_training_only()
    {
        IDataView data = Data(30);
        var chain = _context
            .Transforms.AugmentImages("Features", AugmentationOptions.Affine)
            .Append(_context.MulticlassClassification.Trainers.FeedForward(hiddenLayers: [4], epochs: 1));
        TransformerChain<FeedForwardMulticlassTransformer> model = chain.Fit(data);
        Assert.DoesNotContain(model.GetModelFor(TransformerScope.Scoring), step => step is AugmentImagesTransformer);
        Assert.Single(model.GetModelFor(TransformerScope.Training), step => step is AugmentImagesTransformer);
        // Neither scope varies the very data it was fitted on.
        foreach (TransformerScope scope in new[] { TransformerScope.Everything, TransformerScope.Training })
            Assert.Equal(
                data.GetColumn<float[]>("Features"),
                model.Transform(data, scope).GetColumn<float[]>("Features")
            );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Trained_weights_do_not_depend_on_threads(int threads) =>
        Assert.Equal(
            Weights(1, AugmentationOptions.AffineElastic),
            Weights(threads, AugmentationOptions.AffineElastic)
        );

    [Fact]
    public void Training_reads_the_pictures_once_and_yet_varies_them_every_epoch()
    {
        var data = new OpenedView(Data(60));
        AugmentImagesTransformer augmentation = Fit(data, AugmentationOptions.Affine);
        TrainingHistory plain = Trainer(epochs: 4).Fit(data).Model.History!;
        data.Opened = 0;
        TrainingHistory varied = Trainer(epochs: 4).Fit(augmentation.Transform(data)).Model.History!;
        Assert.Equal(1, data.Opened);
        // The same weights and order, another loss from the first epoch on.
        Assert.NotEqual(plain.Epochs[0].Training.Loss, varied.Epochs[0].Training.Loss);
        // A linear model that does not move sees other pictures each epoch.
        double[] losses = Losses(augmentation.Transform(data));
        Assert.Equal(losses.Length, losses.Distinct().Count());
        Assert.Single(Losses(data).Select(loss => Math.Round(loss, 4)).Distinct());
    }

    [Fact]
    public void Where_a_transform_lies_between_the_rows_are_read_and_varied_anew_each_epoch()
    {
        var data = new OpenedView(Data(60));
        IDataView augmented = Fit(data, AugmentationOptions.Affine).Transform(data);
        IDataView between = _context.Transforms.NormalizeMinMax("Features").Fit(augmented).Transform(augmented);
        List<string> log = [];
        _context.Log += (_, message) => log.Add(message.RawMessage);
        data.Opened = 0;
        double[] losses = Losses(between);
        Assert.Equal(1 + losses.Length, data.Opened);
        Assert.Equal(losses.Length, losses.Distinct().Count());
        Assert.Contains(
            log,
            line =>
                line.StartsWith(
                    "The training data are augmented and then transformed further",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void Pictures_beyond_the_cache_size_limit_are_streamed_varied_with_all_their_copies()
    {
        var data = new OpenedView(Data(200));
        IDataView augmented = Fit(data, AugmentationOptions.Affine with { Copies = 2 }).Transform(data);
        data.Opened = 0;
        TrainingHistory history = Trainer(epochs: 3, limit: 0).Fit(augmented).Model.History!;
        Assert.Equal(4, data.Opened);
        Assert.Equal(400, Math.Round(history.Last.RowsPerSecond * history.Last.Seconds));
        Assert.NotEqual(history.Epochs[0].Training.Loss, history.Epochs[1].Training.Loss);
    }

    [Fact]
    public void Streamed_without_shuffling_the_weights_are_the_same_bits_as_from_memory()
    {
        IDataView data = _context.Data.LoadFromImages(GlyphsGenerator.Generate(300));
        IDataView augmented = ForTraining(
            data,
            AugmentationOptions.AffineElastic with
            {
                Copies = 2,
                KeepOriginals = true,
            }
        );
        float[] Weights(long limit) =>
            _context
                .MulticlassClassification.Trainers.FeedForward(
                    new FeedForwardMulticlassTrainer.Options
                    {
                        HiddenLayers = [6],
                        Epochs = 3,
                        Seed = 1,
                        Shuffle = false,
                        CacheSizeLimit = limit,
                    }
                )
                .Fit(augmented)
                .Model.Network.GetLayerParameters(0);
        Assert.Equal(Weights(1L << 30), Weights(0));
    }

    [Fact]
    public void Validation_rows_are_not_augmented()
    {
        IDataView data = Data(60);
        IDataView augmented = ForTraining(data, AugmentationOptions.Affine with { Copies = 2 });
        Evaluation Validation(IDataView validation) =>
            Trainer(epochs: 1).Fit(data, validation).Model.History!.Last.Validation!.Value;
        Assert.Equal(Validation(data), Validation(augmented));
    }

    [Fact]
    public void The_shape_is_found_in_the_options_the_type_or_the_square()
    {
        (int Height, int Width, int Channels) Found(AugmentationOptions options, params int[] dimensions)
        {
            AugmentationOptions found = Fit(Typed(dimensions), options).Options;
            return (found.Height!.Value, found.Width!.Value, found.Channels!.Value);
        }
        Assert.Equal((6, 6, 1), Found(new(), 36));
        Assert.Equal((4, 9, 1), Found(new(), 4, 9));
        Assert.Equal((3, 3, 4), Found(new(), 4, 3, 3));
        Assert.Equal((2, 18, 1), Found(new() { Height = 2 }, 36));
        Assert.Equal((12, 3, 1), Found(new() { Width = 3 }, 36));
        Assert.Equal((3, 3, 4), Found(new() { Channels = 4 }, 36));
        Assert.Equal(
            (3, 4, 3),
            Found(
                new()
                {
                    Height = 3,
                    Width = 4,
                    Channels = 3,
                },
                4,
                9
            )
        );
    }

    [Fact]
    public void What_is_wrong_is_told_in_a_sentence()
    {
        string Message(IDataView data, AugmentationOptions options, string column = "Features") =>
            Assert.ThrowsAny<Exception>(() => _context.Transforms.AugmentImages(column, options).Fit(data)).Message;
        Assert.Equal(
            "Column 'Features' has rows of 35 values, and nothing says which picture they are: 35 is not a square; "
                + "give Height, Width and Channels (AugmentationOptions).",
            Message(Typed(35), new())
        );
        Assert.Equal(
            "A picture of 5x8 has 40 values; column 'Features' has rows of 36: check Height, Width and Channels "
                + "(AugmentationOptions).",
            Message(Typed(36), new() { Height = 5, Width = 8 })
        );
        Assert.StartsWith(
            "Column 'Features' has the dimensions [12, 1, 3], which look like colours side by side;",
            Message(Typed(12, 1, 3), new()),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Column 'Features' has the dimensions [4, 3, 3], which are 4 channels; 3 were given: check Height, Width "
                + "and Channels (AugmentationOptions).",
            Message(Typed(4, 3, 3), new() { Channels = 3 })
        );
        Assert.Contains(
            "Could not find image column 'Nope'",
            Message(Typed(36), new(), "Nope"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "image column 'Label': expected Vector of Single of known size",
            Message(Data(3), new(), "Label"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Rotation is -1; give 0 to 180 degrees.",
            Message(Typed(36), new() { Rotation = -1 }),
            StringComparison.Ordinal
        );
        AugmentImagesTransformer fitted = Fit(Typed(36), AugmentationOptions.Affine);
        Assert.Contains(
            "expected Vector of Single, 36 for pictures of 6x6",
            Assert.ThrowsAny<Exception>(() => fitted.Transform(Typed(49))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_range_of_pixels_is_found_where_it_is_needed()
    {
        Assert.Null(Fit(Data(5), AugmentationOptions.AffineElastic).Options.Pixels);
        IDataView data = Data(5);
        float[] pixels = [.. data.GetColumn<float[]>("Features").SelectMany(picture => picture)];
        Assert.Equal(new PixelRange(pixels.Min(), pixels.Max()), Fit(data, new() { Brightness = 0.1f }).Options.Pixels);
    }

    private static List<Picture> Rows(int count)
    {
        var random = new Random(7);
        // A stroke across, down or aslant.
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(row =>
                {
                    int kind = row % Classes;
                    float[] features =
                    [
                        .. Enumerable
                            .Range(0, Side * Side)
                            .Select(i => (i / Side, i % Side))
                            .Select(p =>
                                kind switch
                                {
                                    0 => p.Item1 is 3 or 4,
                                    1 => p.Item2 is 3 or 4,
                                    _ => Math.Abs(p.Item1 - p.Item2) < 1,
                                }
                                    ? 200 + 50 * random.NextSingle()
                                    : 20 * random.NextSingle()
                            ),
                    ];
                    return new Picture { Features = features, Name = ((string[])["across", "down", "aslant"])[kind] };
                }),
        ];
    }

    private IDataView Data(int count) =>
        _context.Data.LoadFromEnumerable(
            Rows(count)
                .Select((row, i) => new Labelled { Features = row.Features, Label = (uint)(i % Classes) })
                .ToList()
        );

    private IDataView Typed(params int[] dimensions)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Any));
        schema[nameof(Any.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        return _context.Data.LoadFromEnumerable(
            new List<Any> { new() { Features = new float[dimensions.Aggregate((a, b) => a * b)] } },
            schema
        );
    }

    private AugmentImagesTransformer Fit(IDataView data, AugmentationOptions options) =>
        _context.Transforms.AugmentImages("Features", options).Fit(data);

    /// <summary>Varied for whoever reads it.</summary>
    private IDataView Augment(IDataView data, AugmentationOptions options) => Fit(data, options).Augment(data);

    /// <summary>Varied for the trainer alone, as in a chain.</summary>
    private IDataView ForTraining(IDataView data, AugmentationOptions options) => Fit(data, options).Transform(data);

    private FeedForwardMulticlassTrainer Trainer(int epochs, long limit = 1L << 30, int? threads = null) =>
        _context.MulticlassClassification.Trainers.FeedForward(
            new FeedForwardMulticlassTrainer.Options
            {
                HiddenLayers = [6],
                Epochs = epochs,
                BatchSize = 16,
                Seed = 1,
                LearningRate = 1e-4f,
                CacheSizeLimit = limit,
                MaxDegreeOfParallelism = threads,
            }
        );

    private float[] Weights(int threads, AugmentationOptions options) =>
        Trainer(epochs: 3, threads: threads)
            .Fit(ForTraining(Data(70), options with { Seed = 5 }))
            .Model.Network.GetLayerParameters(0);

    private double[] Losses(IDataView data) =>
        [
            .. _context
                .MulticlassClassification.Trainers.FeedForward(
                    new FeedForwardMulticlassTrainer.Options
                    {
                        HiddenLayers = [],
                        Epochs = 4,
                        BatchSize = 16,
                        Seed = 1,
                        LearningRate = 1e-12f,
                    }
                )
                .Fit(data)
                .Model.History!.Epochs.Select(epoch => epoch.Training.Loss),
        ];

    private sealed class Any
    {
        public float[] Features { get; set; } = [];
    }

    private sealed class Picture
    {
        [VectorType(Side * Side)]
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";
    }

    private sealed class Labelled
    {
        [VectorType(Side * Side)]
        public float[] Features { get; set; } = [];

        [KeyType(Classes)]
        public uint Label { get; set; }
    }

    private sealed class Answer
    {
        public float[] Score { get; set; } = [];

        public string Predicted { get; set; } = "";
    }

    /// <summary>A view that counts how often it is read.</summary>
    private sealed class OpenedView(IDataView view) : IDataView
    {
        public int Opened { get; set; }

        public bool CanShuffle => view.CanShuffle;

        public DataViewSchema Schema => view.Schema;

        public long? GetRowCount() => view.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            Opened++;
            return view.GetRowCursor(columnsNeeded, rand);
        }

        public DataViewRowCursor[] GetRowCursorSet(
            IEnumerable<DataViewSchema.Column> columnsNeeded,
            int n,
            Random? rand = null
        ) => [GetRowCursor(columnsNeeded, rand)];
    }
}
