namespace Microsoft.ML.Data;

/// <summary>Hashes of values that are the same in every process, unlike GetHashCode's.</summary>
internal static class StableHash
{
    /// <summary>The hash of a column's current value, whatever its type.</summary>
    public static Func<ulong> Of(DataViewRow row, DataViewSchema.Column column, ulong seed) => RawTypes.Visit(column.Type, new Hasher(row, column, seed));

    /// <summary>Scrambles 64 bits so that each depends on all (the finalizer of SplitMix64).</summary>
    public static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A hash as a number in [0, 1).</summary>
    public static double ToFraction(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    private static ulong HashText(ReadOnlySpan<char> text, ulong hash)
    {
        foreach (char c in text) hash = Mix(hash ^ c);
        return Mix(hash ^ (ulong)text.Length);
    }

    private static ulong HashValue<T>(T value, ulong hash) => value switch
    {
        ReadOnlyMemory<char> text => HashText(text.Span, hash),
        float number => Mix(hash ^ BitConverter.SingleToUInt32Bits(number + 0f)),
        double number => Mix(hash ^ BitConverter.DoubleToUInt64Bits(number + 0d)),
        DateTime date => Mix(hash ^ (ulong)date.Ticks),
        DateTimeOffset date => Mix(hash ^ (ulong)date.UtcTicks),
        TimeSpan span => Mix(hash ^ (ulong)span.Ticks),
        DataViewRowId id => Mix(Mix(hash ^ id.Low) ^ id.High),
        bool flag => Mix(hash ^ (flag ? 1UL : 0UL)),
        byte number => Mix(hash ^ number),
        ushort number => Mix(hash ^ number),
        uint number => Mix(hash ^ number),
        ulong number => Mix(hash ^ number),
        sbyte number => Mix(hash ^ (ulong)number),
        short number => Mix(hash ^ (ulong)number),
        int number => Mix(hash ^ (ulong)number),
        long number => Mix(hash ^ (ulong)number),
        _ => throw new NotSupportedException($"Values of {typeof(T)} cannot be hashed."),
    };

    private sealed class Hasher(DataViewRow row, DataViewSchema.Column column, ulong seed) : IRawTypeVisitor<Func<ulong>>
    {
        public Func<ulong> VisitValue<T>()
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getter(ref value);
                return HashValue(value, seed);
            };
        }

        public Func<ulong> VisitVector<T>()
        {
            ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            return () =>
            {
                getter(ref vector);
                ulong hash = seed;
                foreach (T item in vector.DenseValues()) hash = HashValue(item, hash);
                return hash;
            };
        }
    }
}
