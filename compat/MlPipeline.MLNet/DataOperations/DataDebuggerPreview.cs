using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>The first rows of a data view, by row and by column, for looking at.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
public sealed class DataDebuggerPreview
{
    internal DataDebuggerPreview(IDataView data, int maxRows)
    {
        Schema = data.Schema;
        List<object>[] values = [.. Schema.Select(_ => new List<object>())];
        ImmutableArray<RowInfo>.Builder rows = ImmutableArray.CreateBuilder<RowInfo>();
        using (DataViewRowCursor cursor = data.GetRowCursor(Schema))
        {
            Func<object>[] getters = [.. Schema.Select(column => RawTypes.Visit(column.Type, new Boxer(cursor, column)))];
            while (rows.Count < maxRows && cursor.MoveNext())
            {
                KeyValuePair<string, object>[] row = new KeyValuePair<string, object>[Schema.Count];
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] = new(Schema[i].Name, getters[i]());
                    values[i].Add(row[i].Value);
                }
                rows.Add(new RowInfo(row));
            }
        }
        RowView = rows.ToImmutable();
        ColumnView = [.. Schema.Select(column => new ColumnInfo(column, [.. values[column.Index]]))];
    }

    /// <summary>The columns.</summary>
    public DataViewSchema Schema { get; }

    /// <summary>The values by column.</summary>
    public ImmutableArray<ColumnInfo> ColumnView { get; }

    /// <summary>The values by row.</summary>
    public ImmutableArray<RowInfo> RowView { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Schema.Count} columns, {RowView.Length} rows";

    /// <summary>A row.</summary>
    public sealed class RowInfo
    {
        internal RowInfo(KeyValuePair<string, object>[] values) => Values = values;

        /// <summary>Its values and the names of their columns.</summary>
        public KeyValuePair<string, object>[] Values { get; }

        /// <inheritdoc/>
        public override string ToString() => $"{Values.Length} columns";
    }

    /// <summary>A column.</summary>
    public sealed class ColumnInfo
    {
        internal ColumnInfo(DataViewSchema.Column column, object[] values) => (Column, Values) = (column, values);

        /// <summary>The column.</summary>
        public DataViewSchema.Column Column { get; }

        /// <summary>Its values.</summary>
        public object[] Values { get; }

        /// <inheritdoc/>
        public override string ToString() => $"{Column.Name}: {Column.Type}";
    }

    private sealed class Boxer(DataViewRow row, DataViewSchema.Column column) : IRawTypeVisitor<Func<object>>
    {
        public Func<object> VisitValue<T>() => Boxed<T>();

        public Func<object> VisitVector<T>() => Boxed<VBuffer<T>>();

        private Func<object> Boxed<T>()
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            return () =>
            {
                T value = default!;
                getter(ref value);
                return value!;
            };
        }
    }
}
