using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests;

/// <summary>Views scored by reading ahead give what one row at a time gives.</summary>
public class ScoringTests
{
    private readonly MLContext _context = new(1);
    private readonly ITransformer _model;

    public ScoringTests() =>
        _model = _context
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(_context.MulticlassClassification.Trainers.FeedForward(hiddenLayers: [9], epochs: 2, seed: 1))
            .Fit(View(Examples(100)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(37)]
    [InlineData(1000)]
    public void Scores_and_labels_are_those_of_single_rows_to_the_last_bit(int rows)
    {
        List<Example> examples = [.. Examples(rows)];
        IDataView scored = _model.Transform(View(examples));
        using PredictionEngine<Example, Answer> engine = _context.Model.CreatePredictionEngine<Example, Answer>(_model);
        List<Answer> answers = [.. _context.Data.CreateEnumerable<Answer>(scored, reuseRowObject: false)];
        Assert.Equal(rows, answers.Count);
        for (int i = 0; i < rows; i++)
        {
            Answer alone = engine.Predict(examples[i]);
            Assert.Equal(alone.Score, answers[i].Score);
            Assert.Equal(alone.PredictedLabel, answers[i].PredictedLabel);
        }
    }

    [Fact]
    public void Every_kind_of_column_stays_with_its_row()
    {
        List<Example> examples = [.. Examples(700)];
        IDataView scored = _model.Transform(View(examples));
        List<Kept> rows = [.. _context.Data.CreateEnumerable<Kept>(scored, reuseRowObject: false)];
        for (int i = 0; i < examples.Count; i++)
        {
            Example expected = examples[i];
            Kept row = rows[i];
            Assert.Equal(expected.Features, row.Features);
            Assert.Equal(
                (expected.Name, expected.Number, expected.Flag, expected.Day),
                (row.Name, row.Number, row.Flag, row.Day)
            );
            Assert.Equal(expected.Words, row.Words);
            Assert.Equal(3, row.Score.Length);
        }
    }

    [Fact]
    public void Positions_and_ids_are_those_of_the_source()
    {
        IDataView view = View(Examples(500));
        IDataView scored = _model.Transform(view);
        using DataViewRowCursor source = view.GetRowCursor([]);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        ValueGetter<DataViewRowId> getExpected = source.GetIdGetter();
        ValueGetter<DataViewRowId> getActual = cursor.GetIdGetter();
        DataViewRowId expected = default;
        DataViewRowId actual = default;
        Assert.Throws<InvalidOperationException>(() => getActual(ref actual));
        while (source.MoveNext())
        {
            Assert.True(cursor.MoveNext());
            getExpected(ref expected);
            getActual(ref actual);
            Assert.Equal(expected, actual);
            Assert.Equal(source.Position, cursor.Position);
        }
        Assert.False(cursor.MoveNext());
        Assert.Throws<InvalidOperationException>(() => getActual(ref actual));
    }

    [Fact]
    public void Parallel_cursors_share_the_rows()
    {
        IDataView scored = _model.Transform(_context.Data.Cache(View(Examples(2000))));
        DataViewSchema.Column number = scored.Schema["Number"];
        DataViewSchema.Column score = scored.Schema["Score"];
        var found = new System.Collections.Concurrent.ConcurrentDictionary<double, float[]>();
        System.Threading.Tasks.Parallel.ForEach(
            scored.GetRowCursorSet([number, score], 3),
            cursor =>
            {
                using (cursor)
                {
                    ValueGetter<double> getNumber = cursor.GetGetter<double>(number);
                    ValueGetter<VBuffer<float>> getScore = cursor.GetGetter<VBuffer<float>>(score);
                    double key = 0;
                    VBuffer<float> value = default;
                    while (cursor.MoveNext())
                    {
                        getNumber(ref key);
                        getScore(ref value);
                        Assert.True(found.TryAdd(key, [.. value.DenseValues()]));
                    }
                }
            }
        );
        float[][] inOrder = [.. scored.GetColumn<float[]>("Score")];
        Assert.Equal(2000, found.Count);
        for (int i = 0; i < inOrder.Length; i++)
            Assert.Equal(inOrder[i], found[i]);
    }

    [Fact]
    public void A_few_rows_do_not_read_hundreds()
    {
        int read = 0;
        IEnumerable<Example> Counted()
        {
            foreach (Example example in Examples(10_000))
            {
                read++;
                yield return example;
            }
        }
        IDataView scored = _model.Transform(View(Counted()));
        Assert.Single(scored.GetColumn<float[]>("Score").Take(1));
        Assert.InRange(read, 1, 20);
    }

    [Fact]
    public void An_error_in_a_row_comes_when_its_turn_comes()
    {
        static IEnumerable<Example> Broken() =>
            Examples(300)
                .Concat(Examples(1).Select(Example (_) => throw new InvalidDataException("row 300 is broken")));
        IDataView scored = _model.Transform(View(Broken()));
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        for (int i = 0; i < 300; i++)
            Assert.True(cursor.MoveNext());
        Assert.Equal(
            "row 300 is broken",
            Assert.ThrowsAny<Exception>(() => cursor.MoveNext()).GetBaseException().Message
        );
    }

    [Fact]
    public void Columns_that_were_not_asked_for_are_refused()
    {
        IDataView scored = _model.Transform(View(Examples(3)));
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<double>(scored.Schema["Number"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(scored.Schema["Score"]));
    }

    private IDataView View(IEnumerable<Example> examples) => _context.Data.LoadFromEnumerable(examples);

    private static IEnumerable<Example> Examples(int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => new Example
            {
                Features = [i % 7 - 3, i % 11 - 5, i * 0.001f],
                Label =
                    i % 7 < 2 ? "a"
                    : i % 11 < 5 ? "b"
                    : "c",
                Name = $"row {i}",
                Number = i,
                Flag = i % 3 == 0,
                Day = new DateTime(2026, 1, 1).AddDays(i),
                Words = [$"{i}", "and", $"{-i}"],
            });

    private sealed class Example
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";

        public string Name { get; set; } = "";

        public double Number { get; set; }

        public bool Flag { get; set; }

        public DateTime Day { get; set; }

        public string[] Words { get; set; } = [];
    }

    private sealed class Answer
    {
        public float[] Score { get; set; } = [];

        public uint PredictedLabel { get; set; }
    }

    private sealed class Kept
    {
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";

        public double Number { get; set; }

        public bool Flag { get; set; }

        public DateTime Day { get; set; }

        public string[] Words { get; set; } = [];

        public float[] Score { get; set; } = [];
    }
}
