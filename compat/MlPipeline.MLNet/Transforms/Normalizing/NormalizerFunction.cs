using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A learnt normalization of one column: maps each slot's value by that slot's parameters.</summary>
internal abstract class NormalizerFunction
{
    /// <summary>The getter of the normalized column.</summary>
    public abstract Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column);

    /// <summary>The parameters as ML.NET shows them: numbers for a scalar column, arrays for a vector.</summary>
    public abstract NormalizingTransformer.NormalizerModelParametersBase GetParameters(bool isVector);

    public abstract void Save(ModelSaveContext ctx);
}

/// <inheritdoc/>
internal abstract class NormalizerFunction<T>(int slots) : NormalizerFunction
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected int Slots { get; } = slots;

    /// <summary>Whether zero stays zero in every slot, so that sparse rows stay sparse.</summary>
    protected abstract bool KeepsZero { get; }

    public abstract T MapAt(int slot, T value);

    /// <summary>Maps a row of all slots.</summary>
    public virtual void Map(ReadOnlySpan<T> source, Span<T> destination)
    {
        for (int i = 0; i < source.Length; i++)
            destination[i] = MapAt(i, source[i]);
    }

    public override Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column)
        => column.Type is VectorDataViewType
            ? MapVector(row.GetGetter<VBuffer<T>>(column), column.Name)
            : MapScalar(row.GetGetter<T>(column));

    private ValueGetter<T> MapScalar(ValueGetter<T> get)
        => (ref T value) =>
        {
            get(ref value);
            value = MapAt(0, value);
        };

    private ValueGetter<VBuffer<T>> MapVector(ValueGetter<VBuffer<T>> get, string columnName)
    {
        VBuffer<T> source = default;
        return (ref VBuffer<T> destination) =>
        {
            get(ref source);
            if (source.Length != Slots)
            {
                throw new InvalidOperationException(
                    $"Column '{columnName}' has a vector of {source.Length} slots, but the normalizer was fitted to {Slots}.");
            }

            if (!source.IsDense && KeepsZero)
            {
                MapSparse(in source, ref destination);
                return;
            }

            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Slots);
            if (source.IsDense)
            {
                Map(source.GetValues(), editor.Values);
            }
            else
            {
                source.CopyTo(editor.Values);
                Map(editor.Values, editor.Values);
            }

            destination = editor.Commit();
        };
    }

    private void MapSparse(in VBuffer<T> source, ref VBuffer<T> destination)
    {
        ReadOnlySpan<T> values = source.GetValues();
        ReadOnlySpan<int> indices = source.GetIndices();
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Slots, values.Length);
        indices.CopyTo(editor.Indices);
        for (int i = 0; i < values.Length; i++)
            editor.Values[i] = MapAt(indices[i], values[i]);
        destination = editor.Commit();
    }
}
