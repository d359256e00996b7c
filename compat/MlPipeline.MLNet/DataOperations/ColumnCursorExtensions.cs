using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>A column's values as an enumeration.</summary>
public static class ColumnCursorExtensions
{
    /// <summary>The values of a column: what the column holds, or strings for text, arrays for vectors.</summary>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        return data.GetColumn<T>(data.Schema.GetColumnOrNull(columnName) ?? throw new ArgumentOutOfRangeException(nameof(columnName), $"Column '{columnName}' not found."));
    }

    /// <summary>The values of a column: what the column holds, or strings for text, arrays for vectors.</summary>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        ArgumentNullException.ThrowIfNull(data);
        IEnumerable values = typeof(T) == column.Type.RawType ? Values<T>(data, column)
            : typeof(T) == typeof(string) && column.Type is TextDataViewType ? Values<ReadOnlyMemory<char>>(data, column).Select(text => text.ToString())
            : typeof(T) == typeof(string[]) && column.Type is VectorDataViewType { ItemType: TextDataViewType } ? Values<VBuffer<ReadOnlyMemory<char>>>(data, column).Select(Strings)
            : typeof(T).IsArray && column.Type is VectorDataViewType ? RawTypes.Visit(column.Type, new ArrayValues(data, column))
            : Array.Empty<object>();
        return values as IEnumerable<T> ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}; its values cannot be read as {typeof(T)}.");
    }

    private static string[] Strings(VBuffer<ReadOnlyMemory<char>> texts) => [.. texts.DenseValues().Select(text => text.ToString())];

    private static IEnumerable<T> Values<T>(IDataView data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        while (cursor.MoveNext())
        {
            // A fresh value each time: a vector may be kept by whoever enumerates.
            T value = default!;
            getter(ref value);
            yield return value;
        }
    }

    private sealed class ArrayValues(IDataView data, DataViewSchema.Column column) : IRawTypeVisitor<IEnumerable>
    {
        public IEnumerable VisitValue<T>() => throw new NotSupportedException();

        public IEnumerable VisitVector<T>() => Values<VBuffer<T>>(data, column).Select(vector => vector.DenseValues().ToArray());
    }
}
