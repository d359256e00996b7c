using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>What stands in for the missing values of one column.</summary>
internal abstract class Replacements
{
    public abstract DataViewType ItemType { get; }

    /// <summary>For how many slots there is a value each; one serves any number of slots.</summary>
    public abstract int Count { get; }

    public abstract Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Writes the item kind, the number of values and the values.</summary>
    public abstract void Save(ModelSaveContext ctx);

    public static Replacements Load(ModelLoadContext ctx)
    {
        var kind = (DataKind)ctx.Reader.ReadByte();
        int count = ctx.Reader.ReadInt32();
        return kind switch
        {
            DataKind.Single => new Replacements<float>(NormalizerFormat.LoadNumbers<float>(ctx, count)),
            DataKind.Double => new Replacements<double>(NormalizerFormat.LoadNumbers<double>(ctx, count)),
            _ => throw new FormatException($"Corrupt model: replacements of missing values are of kind {kind}, not Single or Double."),
        };
    }
}

/// <inheritdoc/>
internal sealed class Replacements<T>(T[] values) : Replacements
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override DataViewType ItemType => DataKinds.TypeOrNull(Kind)!;

    public override int Count => values.Length;

    private static DataKind Kind => DataKinds.KindOrNull(typeof(T))!.Value;

    public override Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column)
        => column.Type is VectorDataViewType ? MapVector(row.GetGetter<VBuffer<T>>(column)) : MapScalar(row.GetGetter<T>(column));

    public override void Save(ModelSaveContext ctx)
    {
        ctx.Writer.Write((byte)Kind);
        ctx.Writer.Write(values.Length);
        NormalizerFormat.SaveNumbers(ctx, values);
    }

    private ValueGetter<T> MapScalar(ValueGetter<T> get)
        => (ref T value) =>
        {
            get(ref value);
            if (T.IsNaN(value))
                value = values[0];
        };

    // Implicit zeros of a sparse vector are not missing, so its indices stay.
    private ValueGetter<VBuffer<T>> MapVector(ValueGetter<VBuffer<T>> get)
    {
        VBuffer<T> source = default;
        return (ref VBuffer<T> destination) =>
        {
            get(ref source);
            ReadOnlySpan<T> from = source.GetValues();
            ReadOnlySpan<int> indices = source.GetIndices();
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, source.Length, from.Length);
            if (!source.IsDense)
                indices.CopyTo(editor.Indices);
            for (int i = 0; i < from.Length; i++)
            {
                int slot = values.Length == 1 ? 0 : source.IsDense ? i : indices[i];
                editor.Values[i] = T.IsNaN(from[i]) ? values[slot] : from[i];
            }

            destination = editor.Commit();
        };
    }
}
