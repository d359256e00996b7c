using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Tests;

/// <summary>
/// A schema promises the length of a vector and cannot keep that promise: every reader checks every row.
/// </summary>
public partial class RowLengthTests
{
    private const int BadRow = 7;
    private const int Rows = 20;

    private readonly MLContext _context = new(1);

    /// <summary>The vector of row 7, and how a message counts its values.</summary>
    public static TheoryData<float[]?, string> Vectors =>
        new()
        {
            { null, "no values (null or empty)" },
            { [], "no values (null or empty)" },
            { [1, 2, 3], "3 values" },
            { [1], "1 value" },
            { [1, 2, 3, 4, 5], "5 values" },
        };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Training_names_the_row_and_both_lengths(float[]? vector, string met)
    {
        IDataView good = Data([1, 2, 3, 4]);
        IDataView bad = Data(vector);
        foreach (LearningTask task in Enum.GetValues<LearningTask>())
        {
            foreach (long limit in new[] { 1L << 30, 0 })
            {
                IEstimator<ITransformer> trainer = _context.Trainer(
                    task,
                    options => (options.Epochs, options.CacheSizeLimit) = (1, limit)
                );
                Assert.Equal(Message("training data", met), Thrown(() => trainer.Fit(bad)));
                Assert.Equal(
                    Message("training data", met),
                    Thrown(() => trainer.Fit(Augmentation(bad).Transform(bad)))
                );
                Assert.Equal(Message("validation data", met), Thrown(() => FitWithValidation(trainer, good, bad)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Scoring_names_the_row_and_both_lengths(float[]? vector, string met)
    {
        IDataView bad = Data(vector);
        foreach (LearningTask task in Enum.GetValues<LearningTask>())
        {
            ITransformer model = _context.Trainer(task, options => options.Epochs = 1).Fit(Data([1, 2, 3, 4]));
            IDataView scored = model.Transform(bad);
            Assert.Equal(Message("data", met), Thrown(() => Read(scored, "Score")));
            // A picture cannot be kept for later, so that ML.NET's own scorer reads these rows one by one.
            Assert.Equal(Message("data", met), Thrown(() => Read(scored, "Score", "Picture")));
            Assert.Equal(Message("data", met), Thrown(() => ReadSet(scored, "Score", "Picture")));
            Func<LearningTasks.Row, float[]> predict = _context.Engine(task, model);
            Assert.Equal(
                Message("data", met).Replace("Row 7", "Row 0", StringComparison.Ordinal),
                Thrown(() => predict(new() { Features = vector! }))
            );
            // The engine goes on with the next row.
            Assert.NotEmpty(predict(new() { Features = [1, 2, 3, 4] }));
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Augmentation_names_the_row_and_both_lengths(float[]? vector, string met)
    {
        IDataView bad = Data(vector);
        Assert.Equal(Message("data", met), Thrown(() => Read(Augmentation(bad).Augment(bad), "Features")));
        var brightness = _context.Transforms.AugmentImages("Features", new AugmentationOptions { Brightness = 0.1f });
        Assert.Equal(Message("data", met), Thrown(() => brightness.Fit(bad)));
    }

    [Fact]
    public void Columns_of_vectors_of_any_length_are_refused_before_a_row_is_read()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Ragged { Features = [1, 2, 3, 4] }]);
        ITransformer model = _context.Regression.Trainers.FeedForward("Value", epochs: 1).Fit(Data([1, 2, 3, 4]));
        Assert.Equal(
            [
                "Schema mismatch for feature column 'Features': expected Vector<Single>, got VarVector<Single>",
                "Schema mismatch for feature column 'Features': expected Vector<Single, 4>, got Vector<Single>",
                "Schema mismatch for image column 'Features': expected Vector of Single of known size, got "
                    + "Vector<Single>",
            ],
            new[]
            {
                Refused(() => _context.Regression.Trainers.FeedForward("Value").Fit(data)),
                Refused(() => model.Transform(data)),
                Refused(() => _context.Transforms.AugmentImages("Features", new()).Fit(data)),
            }.Select(message => message[..message.IndexOf(" (Parameter", StringComparison.Ordinal)])
        );
    }

    /// <summary>A new reader of vectors that does not check their length fails this.</summary>
    [Fact]
    public void Vectors_are_read_by_the_reader_that_checks_them_only()
    {
        string library = Path.Combine(SourceFolder(), "../../Estimators/MlPipeline.Estimators");
        IEnumerable<string> readers = Directory
            .EnumerateFiles(library, "*.cs", SearchOption.AllDirectories)
            .Where(file => ReaderOfVectors().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileName(file));
        Assert.Equal(["FeatureVectors.cs"], readers);
    }

    private static string Message(string data, string met) =>
        $"Row {BadRow} of the {data} has {met} in column 'Features'; every row must have 4.";

    private static string Thrown(Action act)
    {
        Exception error = Assert.ThrowsAny<InvalidOperationException>(act);
        // ML.NET reads some views on threads of its own, and wraps what these throw.
        while (error.InnerException is { } inner)
            error = inner;
        return error.Message;
    }

    private static string Refused(Action act) => Assert.Throws<ArgumentOutOfRangeException>(act).Message;

    private static void Read(IDataView data, params string[] columns)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(columns.Select(name => data.Schema[name]));
        Read(cursor);
    }

    private static void ReadSet(IDataView data, params string[] columns)
    {
        foreach (DataViewRowCursor cursor in data.GetRowCursorSet(columns.Select(name => data.Schema[name]), 2))
        {
            using (cursor)
                Read(cursor);
        }
    }

    private static void Read(DataViewRowCursor cursor)
    {
        Action read = () => { };
        foreach (DataViewSchema.Column column in cursor.Schema.Where(cursor.IsColumnActive))
        {
            if (column.Type is VectorDataViewType)
                read += Reading<VBuffer<float>>(cursor, column);
            else if (column.Type.RawType == typeof(float))
                read += Reading<float>(cursor, column);
        }
        while (cursor.MoveNext())
            read();
    }

    private static Action Reading<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        T value = default!;
        return () => getter(ref value);
    }

    private static void FitWithValidation(IEstimator<ITransformer> trainer, IDataView training, IDataView validation)
    {
        if (trainer is FeedForwardMulticlassTrainer multiclass)
            multiclass.Fit(training, validation);
        else if (trainer is FeedForwardBinaryTrainer binary)
            binary.Fit(training, validation);
        else
            ((FeedForwardRegressionTrainer)trainer).Fit(training, validation);
    }

    [GeneratedRegex(@"GetGetter<VBuffer<float>>|FeatureFloatVectorGetter")]
    private static partial Regex ReaderOfVectors();

    private static string SourceFolder([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;

    private AugmentImagesTransformer Augmentation(IDataView data) =>
        _context.Transforms.AugmentImages("Features", AugmentationOptions.Affine).Fit(data);

    private IDataView Data(float[]? vectorOfBadRow) =>
        _context.Keyed(
            _context.Data.LoadFromEnumerable(
                Enumerable
                    .Range(0, Rows)
                    .Select(i => new Row
                    {
                        Features = i == BadRow ? vectorOfBadRow : [i, 1, i % 3, 2],
                        Class = i % 2 == 0 ? "even" : "odd",
                        Flag = i % 2 == 0,
                        Value = i,
                    })
                    .ToArray()
            )
        );

    private sealed class Row
    {
        [VectorType(4)]
        public float[]? Features { get; set; }

        public string Class { get; set; } = "";

        public bool Flag { get; set; }

        public float Value { get; set; }

        [ImageType(1, 1)]
        public MLImage? Picture { get; set; }
    }

    private sealed class Ragged
    {
        public float[] Features { get; set; } = [];

        public float Value { get; set; }
    }
}
