using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Estimators.Data;

/// <summary>
/// Images as rows: Features, a vector of Single with raw pixels 0 to 255, and Label, a key whose values are the names
/// of the classes. Rows are read in any order and by several cursors; getters allocate nothing.
/// </summary>
internal sealed class ImageSetDataView : IDataView
{
    private const int BatchRows = 256;

    private readonly ImageSet _images;
    private readonly DataViewSchema.Column _features;
    private readonly DataViewSchema.Column _label;

    public ImageSetDataView(ImageSet images, string featureColumnName, string labelColumnName)
    {
        _images = images;
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(featureColumnName, new VectorDataViewType(NumberDataViewType.Single, images.Size));
        builder.AddColumn(
            labelColumnName,
            new KeyDataViewType(typeof(uint), images.ClassNames.Count),
            Names(images.ClassNames)
        );
        Schema = builder.ToSchema();
        _features = Schema[0];
        _label = Schema[1];
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _images.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        int[]? order = null;
        if (rand != null)
        {
            order = [.. Enumerable.Range(0, _images.Count)];
            rand.Shuffle(order);
        }
        return new Cursor(this, columnsNeeded, order, part: 0, parts: 1);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) =>
        n <= 1 || rand != null
            ? [GetRowCursor(columnsNeeded, rand)]
            : [.. Enumerable.Range(0, n).Select(part => new Cursor(this, columnsNeeded, order: null, part, n))];

    private static DataViewSchema.Annotations Names(IReadOnlyList<string> classNames)
    {
        var names = new VBuffer<ReadOnlyMemory<char>>(
            classNames.Count,
            [.. classNames.Select(name => name.AsMemory())]
        );
        var builder = new DataViewSchema.Annotations.Builder();
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> value) =>
            names.CopyTo(ref value);
        builder.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, classNames.Count), getter);
        return builder.ToAnnotations();
    }

    /// <summary>Cursor <c>part</c> of <c>parts</c> reads every parts-th batch of rows.</summary>
    private sealed class Cursor(
        ImageSetDataView view,
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int[]? order,
        int part,
        int parts
    ) : DataViewRowCursor
    {
        private readonly HashSet<int> _active = [.. columnsNeeded.Select(column => column.Index)];
        private long _position = -1;
        private long _next = (long)part * BatchRows;
        private int _row = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _position;

        public override long Batch => parts == 1 ? 0 : _row / BatchRows;

        public override bool MoveNext()
        {
            if (_next >= view._images.Count)
                return false;
            _row = order == null ? (int)_next : order[_next];
            _next++;
            if (_next % BatchRows == 0)
                _next += (long)(parts - 1) * BatchRows;
            _position++;
            return true;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId id) => id = new DataViewRowId((ulong)_row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!_active.Contains(column.Index))
                throw new InvalidOperationException($"Column '{column.Name}' is not active in this cursor.");
            Delegate getter =
                column.Index == view._features.Index
                    ? (ValueGetter<VBuffer<float>>)GetFeatures
                    : (ValueGetter<uint>)GetLabel;
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException(
                    $"Column '{column.Name}' is {column.Type}; a getter of {typeof(TValue).Name} was asked for."
                );
        }

        private void GetFeatures(ref VBuffer<float> value)
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, view._images.Size);
            Pixels.ToFloats(view._images.Image(_row), editor.Values);
            value = editor.Commit();
        }

        private void GetLabel(ref uint value) => value = view._images.Labels[_row] + 1u;
    }
}
