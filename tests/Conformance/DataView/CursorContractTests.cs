using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Conformance.Tests.DataOperations;

namespace MlPipeline.Conformance.Tests.DataView;

/// <summary>What IDataView and its cursors promise, held by every source, row operation and transform alike.</summary>
public sealed class CursorContractTests : IDisposable
{
    private readonly Views _views = new();

    public static TheoryData<string> Names => [.. Views.Names];

    public void Dispose() => _views.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pass_gives_the_same_rows(string name)
    {
        IDataView view = _views[name];
        (int, DataViewRowId)[] first = Read(view), second = Read(view);
        Assert.NotEmpty(first);
        Assert.Equal(first, second);
        Assert.True(view.GetRowCount() is not { } count || count == first.Length, $"{view.GetRowCount()} rows announced, {first.Length} read.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_have_identifiers_of_their_own(string name)
    {
        (int Number, DataViewRowId Id)[] rows = Read(_views[name]);
        Assert.Equal(rows.Length, rows.Select(row => row.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Positions_count_the_rows(string name)
    {
        IDataView view = _views[name];
        using DataViewRowCursor cursor = view.GetRowCursor([]);
        Assert.Equal(-1, cursor.Position);
        for (long i = 0; cursor.MoveNext(); i++) Assert.Equal(i, cursor.Position);
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
        cursor.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cursors_of_a_set_share_the_rows_among_them(string name)
    {
        IDataView view = _views[name];
        (int Number, DataViewRowId Id)[] all = Read(view);
        foreach (int cursors in (int[])[1, 3])
        {
            DataViewSchema.Column column = view.Schema[nameof(Sample.Number)];
            DataViewRowCursor[] set = view.GetRowCursorSet([column], cursors);
            Assert.InRange(set.Length, 1, cursors);
            Assert.Equal(all.OrderBy(row => row.Number), set.SelectMany(cursor => Read(cursor, column)).OrderBy(row => row.Number));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shuffling_changes_the_order_and_nothing_else(string name)
    {
        IDataView view = _views[name];
        if (!view.CanShuffle) return;
        (int Number, DataViewRowId Id)[] all = Read(view), shuffled = Read(view, new Random(1));
        Assert.Equal(all.OrderBy(row => row.Number), shuffled.OrderBy(row => row.Number));
        Assert.NotEqual(all, shuffled);
        Assert.Equal(shuffled, Read(view, new Random(1)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Columns_asked_for_are_active_and_no_getter_is_given_for_others(string name)
    {
        IDataView view = _views[name];
        foreach (DataViewSchema.Column column in view.Schema)
        {
            using DataViewRowCursor cursor = view.GetRowCursor([column]);
            Assert.Equal(view.Schema.Select(c => (c.Name, c.Type)), cursor.Schema.Select(c => (c.Name, c.Type)));
            Assert.True(cursor.IsColumnActive(column));
            foreach (DataViewSchema.Column other in view.Schema.Where(other => !cursor.IsColumnActive(other)))
                Assert.ThrowsAny<SystemException>(() => Getter(cursor, other, other.Type.RawType));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Getters_are_of_their_column_s_type(string name)
    {
        IDataView view = _views[name];
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        foreach (DataViewSchema.Column column in view.Schema)
        {
            Assert.NotNull(Getter(cursor, column, column.Type.RawType));
            Assert.ThrowsAny<SystemException>(() => Getter(cursor, column, typeof(Guid)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vectors_are_as_long_as_their_type_says(string name)
    {
        IDataView view = _views[name];
        foreach (DataViewSchema.Column column in view.Schema.Where(c => c.Type.RawType == typeof(VBuffer<float>)))
        {
            using DataViewRowCursor cursor = view.GetRowCursor([column]);
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> vector = default;
            int size = ((VectorDataViewType)column.Type).Size;
            while (cursor.MoveNext())
            {
                getter(ref vector);
                if (size > 0) Assert.Equal(size, vector.Length);
            }
        }
    }

    private static (int Number, DataViewRowId Id)[] Read(IDataView view, Random? rand = null)
    {
        DataViewSchema.Column column = view.Schema[nameof(Sample.Number)];
        return [.. Read(view.GetRowCursor([column], rand), column)];
    }

    private static List<(int Number, DataViewRowId Id)> Read(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        using (cursor)
        {
            List<(int, DataViewRowId)> rows = [];
            ValueGetter<int> getNumber = cursor.GetGetter<int>(column);
            ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
            while (cursor.MoveNext())
            {
                int number = 0;
                DataViewRowId id = default;
                getNumber(ref number);
                getId(ref id);
                rows.Add((number, id));
            }
            return rows;
        }
    }

    private static object? Getter(DataViewRow row, DataViewSchema.Column column, Type type)
    {
        var method = typeof(DataViewRow).GetMethod(nameof(DataViewRow.GetGetter))!.MakeGenericMethod(type);
        return method.Invoke(row, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [column], null);
    }
}
