using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Names of the slots that a column of keys is spread over.</summary>
internal static class KeyVectorNames
{
    /// <summary>What the keys stand for; null where that is not text.</summary>
    public static string[]? ValuesOrNull(DataViewSchema.Column source)
    {
        if (KeyValues.TypeOf(source)?.ItemType is not TextDataViewType) return null;
        VBuffer<ReadOnlyMemory<char>> values = default;
        source.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    /// <summary>The names once for each slot of the source, as <c>slot.name</c>; a slot without a name is called <c>[i]</c>.</summary>
    public static IEnumerable<string> OfEverySlot(DataViewSchema.Column source, int slots, string[] names)
    {
        VBuffer<ReadOnlyMemory<char>> given = default;
        if (source.HasSlotNames()) source.GetSlotNames(ref given);
        for (int i = 0; i < slots; i++)
        {
            string slot = given.Length == slots ? given.GetItemOrDefault(i).ToString() : "";
            if (slot.Length == 0) slot = string.Create(CultureInfo.InvariantCulture, $"[{i}]");
            foreach (string name in names) yield return $"{slot}.{name}";
        }
    }

    public static void Add(DataViewSchema.Annotations.Builder builder, IEnumerable<string> names)
    {
        ReadOnlyMemory<char>[] texts = [.. names.Select(name => name.AsMemory())];
        builder.Add(
            AnnotationUtils.Kinds.SlotNames,
            AnnotationUtils.GetNamesType(texts.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => value = new VBuffer<ReadOnlyMemory<char>>(texts.Length, texts));
    }
}
