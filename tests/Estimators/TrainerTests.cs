using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Network;

namespace MlPipeline.Estimators.Tests;

/// <summary>The trainer as an ML.NET user composes it.</summary>
public class TrainerTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void Trains_evaluates_and_names_its_predictions()
    {
        (IDataView data, ITransformer model) = Trained();
        IDataView scored = model.Transform(data);
        MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(scored);
        Assert.True(metrics.MicroAccuracy > 0.95, $"accuracy {metrics.MicroAccuracy}");
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["PredictedLabel"].GetKeyValues(ref names);
        Assert.Equal(["left", "right", "top"], names.DenseValues().Select(name => name.ToString()).Order());
        scored.Schema["Score"].GetSlotNames(ref names);
        Assert.Equal(3, names.Length);
        Assert.Equal(3, metrics.ConfusionMatrix.NumberOfClasses);
    }

    [Fact]
    public void Predicted_labels_map_back_to_their_values()
    {
        (IDataView data, ITransformer model) = Trained();
        ITransformer named = model.Append(
            _context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel").Fit(model.Transform(data))
        );
        PredictionEngine<Point, Named> engine = _context.Model.CreatePredictionEngine<Point, Named>(named);
        Assert.Equal("left", engine.Predict(new Point { Features = [-1, 0] }).Name);
        Assert.Equal("right", engine.Predict(new Point { Features = [1, 0] }).Name);
        Assert.Equal("top", engine.Predict(new Point { Features = [0, 1.5f] }).Name);
    }

    [Fact]
    public void A_saved_model_scores_the_same_bits_and_keeps_its_names()
    {
        (IDataView data, ITransformer model) = Trained();
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out DataViewSchema schema);
        Assert.Equal(["Features", "Label"], schema.Select(column => column.Name));
        Assert.IsType<FeedForwardMulticlassTransformer>(((IEnumerable<ITransformer>)loaded).Last());
        IDataView before = model.Transform(data);
        IDataView after = loaded.Transform(data);
        Assert.Equal(before.GetColumn<float[]>("Score"), after.GetColumn<float[]>("Score"));
        Assert.Equal(before.GetColumn<uint>("PredictedLabel"), after.GetColumn<uint>("PredictedLabel"));
        VBuffer<ReadOnlyMemory<char>> names = default;
        after.Schema["Score"].GetSlotNames(ref names);
        Assert.Contains("top", names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Promised_columns_are_those_that_come()
    {
        (IDataView data, _) = Trained();
        IEstimator<ITransformer> pipeline = Pipeline(new());
        SchemaShape promised = pipeline.GetOutputSchema(ShapeOf(data));
        DataViewSchema actual = pipeline.Fit(data).GetOutputSchema(data.Schema);
        foreach (SchemaShape.Column column in promised)
        {
            DataViewSchema.Column came = actual[column.Name];
            Assert.Equal(
                column.Annotations.Select(a => a.Name).Order(),
                came.Annotations.Schema.Select(a => a.Name).Order()
            );
            Assert.Equal(column.Kind == SchemaShape.Column.VectorKind.Vector, came.Type is VectorDataViewType);
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_models_and_other_seeds_others()
    {
        float[] Weights(int seed, int? threads) =>
            (
                (TransformerChain<FeedForwardMulticlassTransformer>)
                    Pipeline(new() { Seed = seed, MaxDegreeOfParallelism = threads }).Fit(Data())
            ).LastTransformer.Model.Network.GetLayerParameters(0);
        Assert.Equal(Weights(1, 1), Weights(1, 3));
        Assert.NotEqual(Weights(1, 1), Weights(2, 1));
    }

    [Fact]
    public void A_context_s_seed_decides_where_the_options_have_none()
    {
        float[] Weights() =>
            new MLContext(7)
                .MulticlassClassification.Trainers.FeedForward(hiddenLayers: [4], epochs: 1)
                .Fit(Keyed(Data()))
                .Model.Network.GetLayerParameters(0);
        Assert.Equal(Weights(), Weights());
    }

    [Fact]
    public void Fitting_with_a_validation_set_reports_it_every_epoch()
    {
        IDataView data = Keyed(Data());
        FeedForwardMulticlassTrainer trainer = _context.MulticlassClassification.Trainers.FeedForward(
            hiddenLayers: [8],
            epochs: 5,
            seed: 1
        );
        List<string> log = [];
        _context.Log += (_, message) => log.Add(message.RawMessage);
        TrainingHistory history = trainer.Fit(data, data).Model.History!;
        Assert.Equal([1, 2, 3, 4, 5], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(history.Epochs, epoch => Assert.NotNull(epoch.Validation));
        Assert.Equal(
            5,
            log.Count(text =>
                text.StartsWith("Epoch ", StringComparison.Ordinal)
                && text.Contains("validation accuracy", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public void Cross_validation_trains_a_model_a_fold()
    {
        var results = _context.MulticlassClassification.CrossValidate(
            Keyed(Data()),
            _context.MulticlassClassification.Trainers.FeedForward(
                hiddenLayers: [16],
                epochs: 40,
                batchSize: 16,
                seed: 1
            ),
            numberOfFolds: 3
        );
        Assert.Equal(3, results.Count);
        Assert.All(
            results,
            result =>
                Assert.True(result.Metrics.MicroAccuracy > 0.9, $"fold {result.Fold}: {result.Metrics.MicroAccuracy}")
        );
        Assert.Equal(300, results.Sum(result => result.ScoredHoldOutSet.GetColumn<uint>("PredictedLabel").Count()));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinite")]
    public void A_feature_that_is_no_number_is_named_by_row_and_slot(float value, string word)
    {
        List<Labelled> rows = Rows();
        rows[17].Features = [1, value];
        var error = Assert.Throws<InvalidOperationException>(() =>
            _context.MulticlassClassification.Trainers.FeedForward().Fit(Keyed(_context.Data.LoadFromEnumerable(rows)))
        );
        Assert.Contains(
            $"'Features' of the training data is {word} in row 17, slot 1",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_missing_or_mistyped_label_is_named()
    {
        IDataView data = Data();
        string Message(string label) =>
            Assert
                .ThrowsAny<ArgumentException>(() =>
                    _context
                        .Transforms.CopyColumns("Copy", "Features")
                        .Append(_context.MulticlassClassification.Trainers.FeedForward(label))
                        .Fit(data)
                )
                .Message;
        Assert.Contains("Could not find label column 'Class'", Message("Class"), StringComparison.Ordinal);
        Assert.Contains(
            "Schema mismatch for label column 'Label': expected Key",
            Message("Label"),
            StringComparison.Ordinal
        );
    }

    // A normalizer before the network promises the length that it was fitted on, so ML.NET finds out when it reads a
    // row.
    [Fact]
    public void Features_of_another_length_are_refused_at_scoring()
    {
        ITransformer model = Network();
        IDataView other = _context.Data.LoadFromEnumerable([new Three { Label = "left", Features = [1, 2, 3] }]);
        const string Message =
            "Schema mismatch for feature column 'Features': expected Vector<Single, 2>, got Vector<Single, 3>";
        foreach (Action act in (Action[])[() => model.Transform(other), () => model.GetOutputSchema(other.Schema)])
            Assert.Contains(Message, Assert.Throws<ArgumentOutOfRangeException>(act).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_of_other_dimensions_and_the_same_number_of_values_are_scored()
    {
        ITransformer model = Network();
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Point));
        schema[nameof(Point.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2, 1);
        IDataView other = _context.Data.LoadFromEnumerable([new Point { Label = "left", Features = [1, 2] }], schema);
        Assert.Equal("Score", model.GetOutputSchema(other.Schema)["Score"].Name);
        Assert.Single(model.Transform(other).GetColumn<float[]>("Score"));
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused_when_the_trainer_is_made()
    {
        string Message(FeedForwardMulticlassTrainer.Options options) =>
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    _context.MulticlassClassification.Trainers.FeedForward(options)
                )
                .Message;
        Assert.StartsWith(
            "Hidden layer 1 has 0 units; give at least 1 (Options.HiddenLayers).",
            Message(new() { HiddenLayers = [0] }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "LearningRate is -1; give a number above 0.",
            Message(new() { LearningRate = -1 }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Optimizer is 99; choose one of Sgd",
            Message(new() { Optimizer = (OptimizerKind)99 })
                .Replace("Kind is", "Optimizer is", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Rows_without_a_label_are_left_out_with_a_warning()
    {
        List<Labelled> rows = Rows();
        foreach (Labelled row in rows.Take(5))
            row.Label = "";
        List<string> warnings = [];
        _context.Log += (_, message) => warnings.Add(message.RawMessage);
        _context
            .MulticlassClassification.Trainers.FeedForward(epochs: 1)
            .Fit(Keyed(_context.Data.LoadFromEnumerable(rows)));
        Assert.Contains(
            warnings,
            text => text.StartsWith("5 rows of the training data have no label", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_token_cancels_training()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            _context
                .MulticlassClassification.Trainers.FeedForward(
                    new FeedForwardMulticlassTrainer.Options { CancellationToken = source.Token }
                )
                .Fit(Keyed(Data()))
        );
    }

    [Theory]
    [InlineData(MulticlassLoss.CrossEntropy)]
    [InlineData(MulticlassLoss.SquaredError)]
    public void Both_losses_learn(MulticlassLoss loss)
    {
        IDataView data = Data();
        ITransformer model = Pipeline(new() { Loss = loss, Seed = 1 }).Fit(data);
        Assert.True(_context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy > 0.95);
    }

    private static SchemaShape ShapeOf(IDataView data) => SchemaShape.Create(data.Schema);

    private IEstimator<ITransformer> Pipeline(FeedForwardMulticlassTrainer.Options options)
    {
        options.HiddenLayers = [16];
        options.Epochs = 40;
        options.BatchSize = 16;
        return _context
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .Append(_context.MulticlassClassification.Trainers.FeedForward(options));
    }

    private (IDataView Data, ITransformer Model) Trained()
    {
        IDataView data = Data();
        return (data, Pipeline(new() { Seed = 1 }).Fit(data));
    }

    // Without a normalizer before it.
    private FeedForwardMulticlassTransformer Network() =>
        _context.MulticlassClassification.Trainers.FeedForward(epochs: 1).Fit(Keyed(Data()));

    private IDataView Keyed(IDataView data) =>
        _context.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);

    private IDataView Data() => _context.Data.LoadFromEnumerable(Rows());

    // Three clouds that do not overlap.
    private static List<Labelled> Rows()
    {
        var random = new Random(5);
        (string Name, float X, float Y)[] centers = [("left", -1, 0), ("right", 1, 0), ("top", 0, 1.5f)];
        return
        [
            .. Enumerable
                .Range(0, 300)
                .Select(i => centers[i % 3])
                .Select(center => new Labelled
                {
                    Label = center.Name,
                    Features =
                    [
                        center.X + (float)(random.NextDouble() - 0.5),
                        center.Y + (float)(random.NextDouble() - 0.5),
                    ],
                }),
        ];
    }

    private sealed class Labelled
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }

    private sealed class Three
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }

    private sealed class Point
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }

    private sealed class Named
    {
        public string Name { get; set; } = "";
    }
}
