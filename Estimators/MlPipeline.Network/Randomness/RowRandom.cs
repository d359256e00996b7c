namespace MlPipeline.Network.Randomness;

/// <summary>
/// Random numbers that belong to one row of one pass, whoever asks and when: so rows may be worked on in any order, by
/// any number of threads. A value of a few bytes; making one costs nothing.
/// </summary>
internal struct RowRandom
{
    private ulong _state;

    /// <param name="key">The row's (<see cref="KeyOf"/>).</param>
    /// <param name="stream">Which of the row's streams: they are independent of each other.</param>
    public RowRandom(ulong key, int stream) => _state = Absorb(key, (ulong)stream);

    /// <summary>A number that a seed, a pass over the rows, a row, and a copy of it have for themselves.</summary>
    public static ulong KeyOf(int seed, int pass, ulong row, int copy) =>
        Absorb(Absorb(Absorb((ulong)(uint)seed, (ulong)(uint)pass), row), (ulong)(uint)copy);

    /// <summary>Uniform over all 64-bit values.</summary>
    public ulong NextUInt64() => RandomStream.SplitMix(ref _state);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [-1, 1).</summary>
    public double NextSigned() => 2 * NextDouble() - 1;

    /// <summary>Uniform in [0, <paramref name="bound"/>).</summary>
    public int NextInt(int bound) => (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);

    private static ulong Absorb(ulong state, ulong value)
    {
        ulong mixed = RandomStream.SplitMix(ref state) ^ value;
        return RandomStream.SplitMix(ref mixed);
    }
}
