using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Key values of keys that were mapped to new keys: the old values, picked by the old keys.</summary>
internal static class KeyValuesOfKeys
{
    public static void Add(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column source, int[] picks)
        => PrimitiveTypes.Visit(KeyValues.TypeOf(source)!.ItemType.RawType, new Visitor(builder, source, picks));

    private sealed class Visitor(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column source, int[] picks)
        : IPrimitiveTypeVisitor<bool>
    {
        public bool Visit<T>()
            where T : notnull
        {
            builder.Add(
                AnnotationUtils.Kinds.KeyValues,
                new VectorDataViewType(KeyValues.TypeOf(source)!.ItemType, Math.Max(1, picks.Length)),
                (ref VBuffer<T> destination) =>
                {
                    VBuffer<T> all = default;
                    source.GetKeyValues(ref all);
                    T[] picked = [.. picks.Select(all.GetItemOrDefault)];
                    destination = new VBuffer<T>(picked.Length, picked);
                });
            return true;
        }
    }
}
