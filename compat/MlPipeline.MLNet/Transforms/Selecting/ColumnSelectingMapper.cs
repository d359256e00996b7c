using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A selection bound to a schema: output column i is input column <c>Kept[i]</c>.</summary>
internal sealed class ColumnSelectingMapper : IRowToRowMapper
{
    public ColumnSelectingMapper(DataViewSchema inputSchema, int[] kept)
    {
        InputSchema = inputSchema;
        Kept = kept;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(kept.Select(index => inputSchema[index]));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public int[] Kept { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => dependingColumns.Select(column => Kept[column.Index]).Distinct().Order().Select(index => InputSchema[index]);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(this, input);

    /// <summary>The input's column behind an output column.</summary>
    public DataViewSchema.Column Source(DataViewRow input, DataViewSchema.Column column) => input.Schema[Kept[column.Index]];

    private sealed class Row(ColumnSelectingMapper mapper, DataViewRow input) : DataViewRow
    {
        public override DataViewSchema Schema => mapper.OutputSchema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(mapper.Source(input, column));

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => input.GetGetter<TValue>(mapper.Source(input, column));

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();
            base.Dispose(disposing);
        }
    }
}
