using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>
/// A number in [0, 1) for every row, which decides the part of a split it falls in: of the row's place in the data and
/// the seed, or of a column's value and the seed, so that rows of one value stay together.
/// </summary>
internal sealed class RowSampling
{
    private readonly DataViewSchema.Column? _key;
    private readonly ulong _seed;

    public RowSampling(IDataView data, string? samplingKeyColumnName, int seed)
    {
        _seed = Mix((ulong)(uint)seed + 0x9E3779B97F4A7C15);
        if (samplingKeyColumnName == null) return;
        _key = data.Schema.GetColumnOrNull(samplingKeyColumnName)
            ?? throw new ArgumentOutOfRangeException(nameof(samplingKeyColumnName), $"Could not find sampling key column '{samplingKeyColumnName}'");
    }

    /// <summary>The rows whose number lies in [lower, upper), or outside it.</summary>
    public IDataView Part(IDataView data, double lower, double upper, bool complement)
    {
        return new FilterDataView(data, _key is { } key ? [key] : [], row =>
        {
            Func<double> number = Number(row);
            return () =>
            {
                double value = number();
                return (value >= lower && value < upper) != complement;
            };
        });
    }

    private Func<double> Number(DataViewRow row)
    {
        if (_key is not { } key)
        {
            ValueGetter<DataViewRowId> id = row.GetIdGetter();
            return () =>
            {
                DataViewRowId value = default;
                id(ref value);
                return Unit(value.Low ^ Mix(value.High + 1));
            };
        }
        return PrimitiveTypes.Visit(key.Type.RawType, new HashVisitor(this, row, key))
            ?? throw new ArgumentOutOfRangeException(nameof(row), $"Sampling key column '{key.Name}' is {key.Type}; give one of single values.");
    }

    private double Unit(ulong value) => (Mix(value ^ _seed) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private sealed class HashVisitor(RowSampling sampling, DataViewRow row, DataViewSchema.Column key) : IPrimitiveTypeVisitor<Func<double>>
    {
        public Func<double> Visit<T>() where T : notnull
        {
            ValueGetter<T> getter = row.GetGetter<T>(key);
            return () =>
            {
                T value = default!;
                getter(ref value);
                return sampling.Unit(value is ReadOnlyMemory<char> text ? Hash(text.Span) : Hash(value.ToString()));
            };
        }

        // FNV-1a of the text: the same in every process, unlike GetHashCode.
        private static ulong Hash(ReadOnlySpan<char> text)
        {
            ulong hash = 14695981039346656037;
            foreach (char c in text) hash = (hash ^ c) * 1099511628211;
            return hash;
        }
    }
}
