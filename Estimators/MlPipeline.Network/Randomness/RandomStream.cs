using System.Numerics;

namespace MlPipeline.Network.Randomness;

/// <summary>
/// A named stream of random numbers: xoshiro256++ (Blackman, Vigna 2019) seeded by SplitMix64 from a seed and a name.
/// Streams of one seed are independent of each other, so shuffling does not change when, say, dropout is switched on.
/// </summary>
internal sealed class RandomStream
{
    /// <summary>Draws the initial weights.</summary>
    public const string Initialization = "initialization";

    /// <summary>Orders the rows of each epoch.</summary>
    public const string Shuffling = "order";

    /// <summary>Chooses what dropout drops.</summary>
    public const string Dropout = "dropout";

    /// <summary>Mixes rows of a mini-batch.</summary>
    public const string Mixing = "mixup";

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spare = double.NaN;

    public RandomStream(int seed, string name)
    {
        const ulong FnvOffset = 14695981039346656037;
        const ulong FnvPrime = 1099511628211;
        ulong state = FnvOffset;
        foreach (char letter in name)
            state = (state ^ letter) * FnvPrime;
        state ^= (ulong)(uint)seed * 0x9E3779B97F4A7C15;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>Uniform over all 64-bit values.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="bound"/>).</summary>
    public int NextInt(int bound)
    {
        // Multiply-shift; 64 random bits leave a bias below 2^-32 for any int bound.
        return (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);
    }

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spare))
        {
            double spare = _spare;
            _spare = double.NaN;
            return spare;
        }
        double u;
        double v;
        double s;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            s = u * u + v * v;
        } while (s is >= 1 or 0);
        double factor = Math.Sqrt(-2 * Math.Log(s) / s);
        _spare = v * factor;
        return u * factor;
    }

    /// <summary>A uniformly random permutation in place (Fisher, Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Writes where the stream is.</summary>
    public void Save(BinaryWriter writer)
    {
        foreach (ulong word in (ReadOnlySpan<ulong>)[_s0, _s1, _s2, _s3])
            writer.Write(word);
        writer.Write(_spare);
    }

    /// <summary>Goes to where <see cref="Save"/> was.</summary>
    public void Restore(BinaryReader reader)
    {
        _s0 = reader.ReadUInt64();
        _s1 = reader.ReadUInt64();
        _s2 = reader.ReadUInt64();
        _s3 = reader.ReadUInt64();
        _spare = reader.ReadDouble();
    }

    /// <summary>Another stream at the same place.</summary>
    public RandomStream Copy() => (RandomStream)MemberwiseClone();

    /// <summary>Uniform over all 64-bit values (SplitMix64: Steele, Lea, Flood 2014).</summary>
    internal static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
