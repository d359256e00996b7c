using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Puts the current row's sources one behind the other, in buffers that live as long as the cursor. The result is sparse
/// when at least half of its slots are.
/// </summary>
internal sealed class ConcatenatingGetter<T>
{
    private readonly ValueGetter<T>?[] _scalars;
    private readonly ValueGetter<VBuffer<T>>?[] _vectors;
    private readonly VBuffer<T>[] _values;
    private readonly T[] _items;

    public ConcatenatingGetter(DataViewRow row, DataViewSchema.Column[] sources)
    {
        _scalars = new ValueGetter<T>?[sources.Length];
        _vectors = new ValueGetter<VBuffer<T>>?[sources.Length];
        _values = new VBuffer<T>[sources.Length];
        _items = new T[sources.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            if (sources[i].Type is VectorDataViewType)
                _vectors[i] = row.GetGetter<VBuffer<T>>(sources[i]);
            else
                _scalars[i] = row.GetGetter<T>(sources[i]);
        }

        // One vector alone is the result itself.
        Getter = _vectors is [{ } only] ? only : Get;
    }

    public ValueGetter<VBuffer<T>> Getter { get; }

    private void Get(ref VBuffer<T> destination)
    {
        int length = 0;
        int explicitValues = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            if (_vectors[i] is { } vector)
            {
                vector(ref _values[i]);
                length += _values[i].Length;
                explicitValues += _values[i].GetValues().Length;
            }
            else
            {
                _scalars[i]!(ref _items[i]);
                length++;
                explicitValues++;
            }
        }

        if (explicitValues > length / 2)
            PutDense(length, ref destination);
        else
            PutSparse(length, explicitValues, ref destination);
    }

    private void PutDense(int length, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
        int slot = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            if (_vectors[i] is null)
            {
                editor.Values[slot++] = _items[i];
                continue;
            }

            _values[i].CopyTo(editor.Values.Slice(slot, _values[i].Length));
            slot += _values[i].Length;
        }

        destination = editor.Commit();
    }

    private void PutSparse(int length, int explicitValues, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, explicitValues);
        int slot = 0;
        int at = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            if (_vectors[i] is null)
            {
                editor.Values[at] = _items[i];
                editor.Indices[at++] = slot++;
                continue;
            }

            ReadOnlySpan<T> values = _values[i].GetValues();
            ReadOnlySpan<int> indices = _values[i].GetIndices();
            for (int j = 0; j < values.Length; j++)
            {
                editor.Values[at] = values[j];
                editor.Indices[at++] = slot + (_values[i].IsDense ? j : indices[j]);
            }

            slot += _values[i].Length;
        }

        destination = editor.Commit();
    }
}
