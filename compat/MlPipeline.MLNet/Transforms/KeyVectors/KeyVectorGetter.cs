using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Getters of the numbers that keys are spread over. Keys count from 1; 0 is the missing one.</summary>
internal static class KeyVectorGetter
{
    /// <summary>A one in the place of the key: for every slot of the source one after the other, or added up.</summary>
    public static ValueGetter<VBuffer<float>> Indicators(DataViewRow row, DataViewSchema.Column source, int keyCount, bool addUp)
    {
        ValueGetter<VBuffer<ulong>> get = Keys(row, source);
        VBuffer<ulong> keys = default;
        List<int> places = [];
        return (ref VBuffer<float> value) =>
        {
            get(ref keys);
            places.Clear();
            foreach ((int slot, ulong key) in keys.Items())
                if (key > 0 && key <= (ulong)keyCount) places.Add((addUp ? 0 : checked(slot * keyCount)) + (int)(key - 1));
            if (addUp) places.Sort();
            Count(places, addUp ? keyCount : checked(keys.Length * keyCount), ref value);
        };
    }

    /// <summary>The bits of the key's number, counted from 0, the highest first; all ones for a missing key.</summary>
    public static ValueGetter<VBuffer<float>> Bits(DataViewRow row, DataViewSchema.Column source, int bits)
    {
        ValueGetter<VBuffer<ulong>> get = Keys(row, source);
        VBuffer<ulong> keys = default;
        return (ref VBuffer<float> value) =>
        {
            get(ref keys);
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, checked(keys.Length * bits));
            int at = 0;
            foreach (ulong key in keys.DenseValues())
                for (int bit = bits - 1; bit >= 0; bit--)
                    editor.Values[at++] = unchecked(key - 1) >> bit & 1;
            value = editor.Commit();
        };
    }

    /// <summary>How often each place occurs among ascending ones.</summary>
    private static void Count(List<int> places, int length, ref VBuffer<float> value)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, length, Math.Min(places.Count, length), requireIndicesOnDense: true);
        int distinct = 0;
        for (int i = 0; i < places.Count; i++)
        {
            if (i > 0 && places[i] == places[i - 1])
            {
                editor.Values[distinct - 1]++;
                continue;
            }
            editor.Indices[distinct] = places[i];
            editor.Values[distinct++] = 1;
        }
        value = editor.CommitTruncated(distinct);
    }

    // A single key as a vector of one.
    private static ValueGetter<VBuffer<ulong>> Keys(DataViewRow row, DataViewSchema.Column source)
    {
        Delegate getter = ConvertingGetter.Create(row, source, NumberDataViewType.UInt64);
        if (getter is ValueGetter<VBuffer<ulong>> vector) return vector;
        var scalar = (ValueGetter<ulong>)getter;
        return (ref VBuffer<ulong> value) =>
        {
            VBufferEditor<ulong> editor = VBufferEditor.Create(ref value, 1);
            scalar(ref editor.Values[0]);
            value = editor.Commit();
        };
    }
}
