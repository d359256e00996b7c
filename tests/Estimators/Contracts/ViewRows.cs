using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>Rows of data views as text, to be compared.</summary>
internal static class ViewRows
{
    /// <summary>The rows of a view by their ids, read by one cursor.</summary>
    public static SortedDictionary<string, string> Of(IDataView view, Random? shuffle = null) =>
        Read([Open(view, shuffle)]);

    /// <summary>The rows of a view by their ids, read by a set of cursors, each on a thread.</summary>
    public static SortedDictionary<string, string> InParallel(IDataView view, int cursors) =>
        Read(view.GetRowCursorSet(view.Schema, cursors));

    /// <summary>The ids in the order in which a cursor gives them.</summary>
    public static string[] Order(IDataView view, Random? shuffle)
    {
        using DataViewRowCursor cursor = Open(view, shuffle);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        List<string> ids = [];
        for (DataViewRowId id = default; cursor.MoveNext(); ids.Add(id.ToString()))
            getId(ref id);
        return [.. ids];
    }

    /// <summary>The values of a view's rows, in their order.</summary>
    public static string[] InOrder(IDataView view)
    {
        using DataViewRowCursor cursor = Open(view, shuffle: null);
        Func<string> values = Values(cursor);
        List<string> rows = [];
        while (cursor.MoveNext())
            rows.Add(values());
        return [.. rows];
    }

    /// <summary>A reader of the current value of a column.</summary>
    public static Func<string> Getter(DataViewRow row, DataViewSchema.Column column) => Value(row, column);

    /// <summary>A reader of the current values of a row's visible columns that are active.</summary>
    public static Func<string> Values(DataViewRow row)
    {
        Func<string>[] columns =
        [
            .. row
                .Schema.Where(column => !column.IsHidden && row.IsColumnActive(column))
                .Select(column => Value(row, column)),
        ];
        return () => string.Join(" | ", columns.Select(read => read()));
    }

    private static DataViewRowCursor Open(IDataView view, Random? shuffle) => view.GetRowCursor(view.Schema, shuffle);

    private static SortedDictionary<string, string> Read(DataViewRowCursor[] cursors)
    {
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Parallel.ForEach(
            cursors,
            cursor =>
            {
                using (cursor)
                {
                    ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
                    Func<string> values = Values(cursor);
                    for (DataViewRowId id = default; cursor.MoveNext(); )
                    {
                        getId(ref id);
                        string text = values();
                        lock (rows)
                            rows.Add(id.ToString(), text);
                    }
                }
            }
        );
        return rows;
    }

    private static Func<string> Value(DataViewRow row, DataViewSchema.Column column) =>
        column.Type switch
        {
            VectorDataViewType { ItemType: NumberDataViewType } => Value<VBuffer<float>>(
                row,
                column,
                vector => string.Join(' ', vector.DenseValues().Select(Text))
            ),
            TextDataViewType => Value<ReadOnlyMemory<char>>(row, column, text => text.ToString()),
            BooleanDataViewType => Value<bool>(row, column, flag => flag ? "yes" : "no"),
            KeyDataViewType => Value<uint>(row, column, key => key.ToString(CultureInfo.InvariantCulture)),
            _ => Value<float>(row, column, Text),
        };

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static Func<string> Value<T>(DataViewRow row, DataViewSchema.Column column, Func<T, string> text)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return $"{column.Name}: {text(value)}";
        };
    }
}
