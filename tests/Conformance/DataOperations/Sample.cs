using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataOperations;

/// <summary>A row whose number tells it from all others.</summary>
public class Sample
{
    public int Number { get; set; }

    public float Value { get; set; }

    public string Text { get; set; } = "";

    [VectorType(3)]
    public float[] Items { get; set; } = [];

    public static Sample[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Sample { Number = i, Value = i % 7 == 3 ? float.NaN : i / 4f, Text = $"group {i % 5}", Items = [i, i + 0.5f, -i] })];

    public static IDataView Load(MLContext context, int count) => context.Data.LoadFromEnumerable(Many(count));

    public static int[] Numbers(IDataView data) => [.. data.GetColumn<int>(nameof(Number))];

    /// <summary>The numbers that a set of cursors gives, a cursor a task.</summary>
    public static int[] NumbersInParallel(IDataView data, int cursors, Random? rand = null) => [.. Read(data, cursors, rand).Select(row => row.Number)];

    /// <summary>The numbers that a set of cursors gives, in the order of their batches.</summary>
    public static int[] NumbersByBatch(IDataView data, int cursors) => [.. Read(data, cursors, rand: null).OrderBy(row => row.Batch).Select(row => row.Number)];

    private static (long Batch, int Number)[] Read(IDataView data, int cursors, Random? rand)
    {
        DataViewSchema.Column column = data.Schema[nameof(Number)];
        DataViewRowCursor[] set = data.GetRowCursorSet([column], cursors, rand);
        List<(long, int)>[] rows = [.. set.Select(_ => new List<(long, int)>())];
        Parallel.For(0, set.Length, i =>
        {
            using DataViewRowCursor cursor = set[i];
            ValueGetter<int> getter = cursor.GetGetter<int>(column);
            int number = 0;
            while (cursor.MoveNext())
            {
                getter(ref number);
                rows[i].Add((cursor.Batch, number));
            }
        });
        return [.. rows.SelectMany(list => list)];
    }
}
