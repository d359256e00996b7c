using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Estimators.Data;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Augmentation;

/// <summary>
/// The variants of one row after those of the other; what is not a picture is the row's own each time.
/// </summary>
internal sealed class AugmentedCursor(AugmentedDataView view, DataViewRowCursor source, int pass) : DataViewRowCursor
{
    private readonly ImageAugmenter _augmenter = view.Augmenter;
    private long _position = -1;
    private int _variant = -1;

    public override DataViewSchema Schema => view.Schema;

    public override long Position => _position;

    public override long Batch => source.Batch;

    public override bool MoveNext()
    {
        if (_position < 0 || ++_variant == _augmenter.CopiesPerRow)
        {
            if (!source.MoveNext())
            {
                _position = -1;
                return false;
            }
            _variant = 0;
        }
        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        ValueGetter<DataViewRowId> getSource = source.GetIdGetter();
        return (ref DataViewRowId id) =>
        {
            getSource(ref id);
            if (_augmenter.CopiesPerRow > 1)
                id = id.Combine(new DataViewRowId((ulong)_variant, 0));
        };
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        column.Index == view.Column.Index && typeof(TValue) == typeof(VBuffer<float>)
            ? (ValueGetter<TValue>)
                (Delegate)Varied(FeatureVectors.GetterOf(source, column, _augmenter.Shape.Size, "data"))
            : source.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    private ValueGetter<VBuffer<float>> Varied(ValueGetter<VBuffer<float>> getPicture)
    {
        ValueGetter<DataViewRowId> getId = source.GetIdGetter();
        VBuffer<float> picture = default;
        DataViewRowId id = default;
        int size = _augmenter.Shape.Size;
        float[] dense = [];
        return (ref VBuffer<float> value) =>
        {
            getPicture(ref picture);
            getId(ref id);
            ReadOnlySpan<float> pixels = picture.GetValues();
            if (!picture.IsDense)
            {
                if (dense.Length == 0)
                    dense = new float[size];
                picture.CopyTo(dense);
                pixels = dense;
            }
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, size);
            _augmenter.Augment(pixels, editor.Values, pass, (long)(id.Low ^ id.High * 0x9E3779B97F4A7C15), _variant);
            value = editor.Commit();
        };
    }
}
