using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>The rows of a data view as objects.</summary>
internal sealed class RowEnumerable<TRow>(IDataView data, TypedReader<TRow> reader, bool reuseRowObject) : IEnumerable<TRow>
    where TRow : class, new()
{
    public IEnumerator<TRow> GetEnumerator()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(reader.Columns);
        Action<TRow> fill = reader.Bind(cursor);
        TRow? row = null;
        while (cursor.MoveNext())
        {
            if (row == null || !reuseRowObject) row = new TRow();
            fill(row);
            yield return row;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
