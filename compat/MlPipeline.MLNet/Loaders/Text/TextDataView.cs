using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The rows of text files. Lines are dealt to the cursors of a set in batches, and each cursor takes its own apart.</summary>
internal sealed class TextDataView(IHost host, TextLoader.Options options, TextLayout layout, IMultiStreamSource source) : IDataView
{
    private int _reported;

    public bool CanShuffle => false;

    public DataViewSchema Schema => layout.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => CreateCursors(columnsNeeded, 1)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        CreateCursors(columnsNeeded, options.UseThreads ? Math.Max(1, n) : 1);

    private DataViewRowCursor[] CreateCursors(IEnumerable<DataViewSchema.Column> columnsNeeded, int count)
    {
        ActiveColumns active = new(Schema, columnsNeeded);
        RecordReader reader = new(source, options, count);
        return [.. Enumerable.Range(0, count).Select(_ => new Cursor(this, reader, active, new FieldRow(options, source)))];
    }

    // Once is enough: a file of a million gaps should not print a million lines.
    private void ReportMissing(FieldRow row, TextColumn column, ReadOnlySpan<char> text)
    {
        if (Interlocked.Exchange(ref _reported, 1) != 0) return;
        using IChannel channel = host.Start("Reading");
        channel.Warning(MessageSensitivity.UserData, $"{row.Describe()}, column '{column.Name}': '{text}' is no number and read as NaN; further ones are not reported.");
    }

    private sealed class Cursor(TextDataView parent, RecordReader reader, ActiveColumns active, FieldRow row) : MovingCursor(active.Schema, active)
    {
        private readonly List<TextRecord> _records = [];
        private readonly TextDataView _parent = parent;
        private readonly FieldRow _row = row;
        private long _batch = -1;
        private int _next;

        public override long Batch => _batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_row.Record.Row, 0);

        protected override Delegate CreateGetter(DataViewSchema.Column column)
        {
            TextColumn text = _parent.Layout.Columns[column.Index];
            return TextGetters.Create(_row, text, _parent.Options, (ReadOnlySpan<char> field) => _parent.ReportMissing(_row, text, field));
        }

        protected override bool MoveNextCore()
        {
            if (_next == _records.Count)
            {
                if (!reader.ReadBatch(_records, out _batch)) return false;
                _next = 0;
            }
            _row.Read(_records[_next++]);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) reader.Dispose();
            base.Dispose(disposing);
        }
    }

    private TextLayout Layout => layout;

    private TextLoader.Options Options => options;
}
