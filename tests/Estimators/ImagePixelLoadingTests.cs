using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;
using MlPipeline.Estimators.Images;

namespace MlPipeline.Estimators.Tests;

/// <summary>
/// LoadImagePixels keeps what ML.NET asks of an estimator, and reads by the rule that is saved with it.
/// </summary>
public sealed class ImagePixelLoadingTests : IDisposable
{
    private static readonly ImagePreprocessing Rule = new()
    {
        Width = 6,
        Height = 4,
        Background = new RgbColor(1, 2, 3),
        MaxPixels = 500,
    };

    private readonly MLContext _context = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_schema_of_the_estimator_is_that_of_the_transformer()
    {
        IDataView data = Data(3);
        ImagePixelLoadingEstimator estimator = _context.Transforms.LoadImagePixels("Features", Rule, "ImagePath");
        DataViewSchema schema = estimator.Fit(data).GetOutputSchema(data.Schema);
        Assert.Equal(
            ["ImagePath: String", "Number: Int32", "Features: Vector<Single, 4, 6>"],
            schema.Select(column => $"{column.Name}: {column.Type}")
        );
        SchemaShape promised = estimator.GetOutputSchema(SchemaShape.Create(data.Schema));
        SchemaShape kept = SchemaShape.Create(schema);
        Assert.Equal(
            kept.Select(column => $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey}").Order(),
            promised.Select(column => $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey}").Order()
        );
        Assert.Equal(
            schema.Select(c => c.ToString()),
            estimator.Fit(data).Transform(data).Schema.Select(c => c.ToString())
        );
    }

    [Theory]
    [InlineData("Number")]
    [InlineData("Nothing")]
    public void A_wrong_column_fails_alike_everywhere(string column)
    {
        IDataView data = Data(1);
        ImagePixelLoadingEstimator estimator = _context.Transforms.LoadImagePixels("Features", Rule, column);
        ITransformer transformer = _context.Transforms.LoadImagePixels("Features", Rule, "ImagePath").Fit(data);
        Exception[] errors =
        [
            Assert.ThrowsAny<Exception>(() => estimator.Fit(data)),
            Assert.ThrowsAny<Exception>(() => estimator.GetOutputSchema(SchemaShape.Create(data.Schema))),
        ];
        Assert.Equal(errors[0].GetType(), errors[1].GetType());
        Assert.All(errors, error => Assert.Contains(column, error.Message, StringComparison.Ordinal));
        IDataView other = _context.Data.LoadFromEnumerable(new[] { new Wrong() });
        Assert.ThrowsAny<ArgumentException>(() => transformer.Transform(other));
        Assert.ThrowsAny<ArgumentException>(() => transformer.GetOutputSchema(other.Schema));
    }

    [Fact]
    public void Saved_and_loaded_it_gives_the_same_schema_rule_and_values_to_data_and_to_single_rows()
    {
        IDataView data = Data(200);
        ITransformer transformer = _context
            .Transforms.LoadImagePixels("Features", Rule with { Inversion = ImageInversion.Yes }, "ImagePath")
            .Fit(data);
        using var zip = new MemoryStream();
        _context.Model.Save(transformer, data.Schema, zip);
        zip.Position = 0;
        var fresh = new MLContext();
        ITransformer loaded = fresh.Model.Load(zip, out _);
        float[][] expected = [.. transformer.Transform(data).GetColumn<float[]>("Features")];
        Assert.Equal(expected, loaded.Transform(data).GetColumn<float[]>("Features"));
        Assert.Equal(
            transformer.GetOutputSchema(data.Schema).Select(c => c.ToString()),
            loaded.GetOutputSchema(data.Schema).Select(c => c.ToString())
        );
        var own = Assert.IsType<ImagePixelLoadingTransformer>(loaded);
        Assert.Equal(Rule with { Inversion = ImageInversion.Yes }, own.Preprocessing);
        PredictionEngine<Row, Loaded> engine = fresh.Model.CreatePredictionEngine<Row, Loaded>(loaded);
        Assert.Equal(expected[7], engine.Predict(new Row { ImagePath = PathOf(7) }).Features);
        Assert.Equal(
            expected[0],
            (Rule with { Inversion = ImageInversion.Yes }).Read(PathOf(0)).Pixels.Select(pixel => (float)pixel)
        );
    }

    [Fact]
    public void Cursors_in_parallel_and_shuffled_give_the_rows_of_one_in_order()
    {
        IDataView view = _context
            .Transforms.LoadImagePixels("Features", Rule, "ImagePath")
            .Fit(Data(300))
            .Transform(Data(300));
        DataViewSchema.Column[] columns = [.. view.Schema];
        Dictionary<int, string> expected = Read(view, [view.GetRowCursor(columns)]);
        Assert.Equal(300, expected.Count);
        Assert.Equal(expected, Read(view, view.GetRowCursorSet(columns, 4)));
        Assert.Equal(expected, Read(view, [view.GetRowCursor(columns, new Random(1))]));
        IDataView shuffled = _context.Data.ShuffleRows(view, seed: 3);
        Assert.Equal(expected, Read(shuffled, [shuffled.GetRowCursor([.. shuffled.Schema])]));
        Assert.Equal(300, view.GetRowCount());
    }

    [Fact]
    public void Columns_that_are_not_asked_for_are_not_computed()
    {
        IDataView data = _context.Data.LoadFromEnumerable(
            new[]
            {
                new Row { ImagePath = "nowhere.png", Number = 4 },
            }
        );
        IDataView view = _context.Transforms.LoadImagePixels("Features", Rule, "ImagePath").Fit(data).Transform(data);
        Assert.Equal([4], view.GetColumn<int>("Number"));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Number"]]);
        Assert.True(cursor.MoveNext());
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]));
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["ImagePath"]));
    }

    [Fact]
    public void A_picture_that_cannot_be_read_is_named_when_its_row_is_read()
    {
        Row[] rows = [.. Rows(100)];
        File.WriteAllText(PathOf(70), "no picture");
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        IDataView view = _context.Transforms.LoadImagePixels("Features", Rule, "ImagePath").Fit(data).Transform(data);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Features"]]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        VBuffer<float> pixels = default;
        for (int i = 0; i < 70; i++)
        {
            Assert.True(cursor.MoveNext());
            getter(ref pixels);
        }
        Assert.True(cursor.MoveNext());
        Assert.Contains(
            PathOf(70),
            Assert.Throws<DatasetException>(() => getter(ref pixels)).Message,
            StringComparison.Ordinal
        );
        Assert.True(cursor.MoveNext());
        getter(ref pixels);
        PredictionEngine<Row, Loaded> engine = _context.Model.CreatePredictionEngine<Row, Loaded>(
            _context.Transforms.LoadImagePixels("Features", Rule, "ImagePath").Fit(data)
        );
        Assert.Contains(
            PathOf(70),
            Assert.Throws<DatasetException>(() => engine.Predict(rows[70])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no path",
            Assert.Throws<DatasetException>(() => engine.Predict(new Row())).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Rows_with_images_of_MLNet_are_read_too()
    {
        IDataView data = Data(5);
        IDataView view = _context
            .Transforms.LoadImages("Image", "", "ImagePath")
            .Append(_context.Transforms.LoadImagePixels("Features", Rule, "ImagePath"))
            .Fit(data)
            .Transform(data);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> getPixels = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        ValueGetter<MLImage> getImage = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            VBuffer<float> pixels = default;
            MLImage image = null!;
            getPixels(ref pixels);
            getImage(ref image);
            Assert.Equal(Rule.Read(PathOf(rows)).Pixels.Select(pixel => (float)pixel), pixels.DenseValues());
            Assert.Equal(5, image.Width);
            image.Dispose();
        }
        Assert.Equal(5, rows);
    }

    [Fact]
    public void Networks_with_convolutions_know_the_shape()
    {
        IDataView data = Data(30);
        var options = new FeedForwardMulticlassTrainer.Options
        {
            Network = Network.Architecture.Parse("conv 2 3x3 same, relu; dense 4, relu"),
            Epochs = 1,
            Seed = 1,
        };
        ITransformer model = _context
            .Transforms.LoadImagePixels("Features", Rule, "ImagePath")
            .Append(_context.Transforms.Conversion.MapValueToKey("Label", "Number"))
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .Append(_context.MulticlassClassification.Trainers.FeedForward(options))
            .Fit(data);
        Assert.Equal(30, model.Transform(data).GetColumn<float[]>("Score").Count());
    }

    [Fact]
    public void Another_rule_keeps_the_size()
    {
        ImagePixelLoadingTransformer loader = _context
            .Transforms.LoadImagePixels("Features", Rule, "ImagePath")
            .Fit(Data(1));
        Assert.Equal(
            ImageInversion.Yes,
            loader.WithPreprocessing(Rule with { Inversion = ImageInversion.Yes }).Preprocessing.Inversion
        );
        Assert.Contains(
            "6x4",
            Assert.Throws<ArgumentOutOfRangeException>(() => loader.WithPreprocessing(Rule with { Width = 7 })).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            _context.Transforms.LoadImagePixels("Features", imageWidth: 0, imageHeight: 5)
        );
    }

    private static Dictionary<int, string> Read(IDataView view, IEnumerable<DataViewRowCursor> cursors)
    {
        Dictionary<int, string> rows = [];
        foreach (DataViewRowCursor cursor in cursors)
        {
            ValueGetter<int> getNumber = cursor.GetGetter<int>(cursor.Schema["Number"]);
            ValueGetter<VBuffer<float>> getPixels = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Features"]);
            ValueGetter<ReadOnlyMemory<char>> getPath = cursor.GetGetter<ReadOnlyMemory<char>>(
                cursor.Schema["ImagePath"]
            );
            int number = 0;
            VBuffer<float> pixels = default;
            ReadOnlyMemory<char> path = default;
            while (cursor.MoveNext())
            {
                getNumber(ref number);
                getPixels(ref pixels);
                getPath(ref path);
                rows.Add(number, $"{path} {string.Join(' ', pixels.DenseValues())}");
            }
            cursor.Dispose();
        }
        Assert.Equal(view.GetRowCount() ?? rows.Count, rows.Count);
        return rows.OrderBy(row => row.Key).ToDictionary();
    }

    private IDataView Data(int count) => _context.Data.LoadFromEnumerable(Rows(count));

    private IEnumerable<Row> Rows(int count)
    {
        for (int i = 0; i < count; i++)
            if (!File.Exists(PathOf(i)))
                PngFile.WriteGray(
                    PathOf(i),
                    new GrayImage([.. Enumerable.Range(0, 35).Select(p => (byte)(p * 7 + i))], 7, 5)
                );
        return [.. Enumerable.Range(0, count).Select(i => new Row { ImagePath = PathOf(i), Number = i })];
    }

    private string PathOf(int i) => Path.Combine(_folder, $"{i}.png");

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";

        public int Number { get; set; }
    }

    private sealed class Wrong
    {
        public float ImagePath { get; set; }
    }

    private sealed class Loaded
    {
        public float[] Features { get; set; } = [];
    }
}
