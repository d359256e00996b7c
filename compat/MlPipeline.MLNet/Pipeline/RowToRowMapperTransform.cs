namespace Microsoft.ML.Data;

/// <summary>A data view that adds a row mapper's columns to those of its input.</summary>
public sealed class RowToRowMapperTransform : IDataView, IRowToRowMapper
{
    private readonly IRowMapper _mapper;
    private readonly int _inputColumns;

    internal RowToRowMapperTransform(IDataView input, IRowMapper mapper)
    {
        (Source, _mapper, _inputColumns) = (input, mapper, input.Schema.Count);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input.Schema);
        builder.AddColumns(mapper.GetOutputColumns());
        OutputSchema = builder.ToSchema();
    }

    /// <summary>The input.</summary>
    public IDataView Source { get; }

    /// <inheritdoc/>
    public DataViewSchema Schema => OutputSchema;

    /// <inheritdoc/>
    public DataViewSchema InputSchema => Source.Schema;

    /// <inheritdoc/>
    public DataViewSchema OutputSchema { get; }

    /// <inheritdoc/>
    public bool CanShuffle => Source.CanShuffle;

    /// <inheritdoc/>
    public long? GetRowCount() => Source.GetRowCount();

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Active(columnsNeeded);
        return new Cursor(this, Source.GetRowCursor(Dependencies(active), rand), active);
    }

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = Active(columnsNeeded);
        return [.. Source.GetRowCursorSet(Dependencies(active), n, rand).Select(cursor => new Cursor(this, cursor, active))];
    }

    /// <inheritdoc/>
    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) => Dependencies(Active(dependingColumns));

    /// <inheritdoc/>
    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        bool[] active = Active(activeColumns);
        return new Row(this, input, active, Getters(input, active, out Action? disposer), disposer);
    }

    private bool[] Active(IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in columns) active[column.Index] = true;
        return active;
    }

    private IEnumerable<DataViewSchema.Column> Dependencies(bool[] active)
    {
        Func<int, bool> needed = _mapper.GetDependencies(output => active[_inputColumns + output]);
        return InputSchema.Where(column => active[column.Index] || needed(column.Index));
    }

    private Delegate[] Getters(DataViewRow input, bool[] active, out Action? disposer) =>
        _mapper.CreateGetters(input, output => active[_inputColumns + output], out disposer!);

    private static ValueGetter<TValue> Typed<TValue>(Delegate? getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue> ?? throw new InvalidOperationException(getter == null
            ? $"Column '{column.Name}' is not active in this cursor."
            : $"Column '{column.Name}' is {column.Type}; a getter of {typeof(TValue).Name} was asked for.");

    private sealed class Row(RowToRowMapperTransform parent, DataViewRow input, bool[] active, Delegate[] getters, Action? disposer) : DataViewRow
    {
        public override DataViewSchema Schema => parent.OutputSchema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active; ask for it when the cursor or row is made.");
            return column.Index < parent._inputColumns
                ? input.GetGetter<TValue>(input.Schema[column.Index])
                : Typed<TValue>(getters[column.Index - parent._inputColumns], column);
        }

        protected override void Dispose(bool disposing)
        {
            disposer?.Invoke();
            input.Dispose();
        }
    }

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly DataViewRowCursor _input;
        private readonly Row _row;

        public Cursor(RowToRowMapperTransform parent, DataViewRowCursor input, bool[] active)
        {
            _input = input;
            _row = new Row(parent, input, active, parent.Getters(input, active, out Action? disposer), disposer);
        }

        public override DataViewSchema Schema => _row.Schema;

        public override long Position => _input.Position;

        public override long Batch => _input.Batch;

        public override bool MoveNext() => _input.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => _row.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _row.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing) => _row.Dispose();
    }
}
