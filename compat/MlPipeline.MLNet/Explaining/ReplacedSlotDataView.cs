namespace Microsoft.ML.Data;

/// <summary>A source, read in order, one slot of whose vectors has other values: one a row.</summary>
internal sealed class ReplacedSlotDataView(IDataView source, DataViewSchema.Column vectors, int slot, float[] values) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ActiveColumns active = new(Schema, columnsNeeded);
        return new Cursor(source.GetRowCursor(active.Columns), active, vectors.Index, slot, values);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private static void Replace(in VBuffer<float> from, int slot, float value, ref VBuffer<float> to)
    {
        int place = from.IsDense ? slot : from.GetIndices().BinarySearch(slot);
        if (place >= 0 || value == 0)
        {
            from.CopyTo(ref to);
            if (place >= 0) VBufferEditor.CreateFromBuffer(ref to).Values[place] = value;
            return;
        }
        place = ~place;
        ReadOnlySpan<float> values = from.GetValues();
        ReadOnlySpan<int> indices = from.GetIndices();
        VBufferEditor<float> editor = VBufferEditor.Create(ref to, from.Length, values.Length + 1, requireIndicesOnDense: true);
        values[..place].CopyTo(editor.Values);
        indices[..place].CopyTo(editor.Indices);
        (editor.Values[place], editor.Indices[place]) = (value, slot);
        values[place..].CopyTo(editor.Values[(place + 1)..]);
        indices[place..].CopyTo(editor.Indices[(place + 1)..]);
        to = editor.Commit();
    }

    private sealed class Cursor(DataViewRowCursor input, ActiveColumns active, int vectors, int slot, float[] values) : FollowingCursor(input, active.Schema, active)
    {
        protected override Delegate CreateGetter(DataViewSchema.Column column)
        {
            if (column.Index != vectors) return base.CreateGetter(column);
            ValueGetter<VBuffer<float>> get = Input.GetGetter<VBuffer<float>>(Input.Schema[column.Index]);
            VBuffer<float> vector = default;
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                get(ref vector);
                Replace(in vector, slot, values[Position], ref value);
            });
        }

        protected override bool MoveNextCore() => Input.MoveNext();
    }
}
