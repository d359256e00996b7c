namespace MlPipeline.Datasets.Glyphs;

/// <summary>A small generator (SplitMix64), one for each image, so that images can be made in any order.</summary>
internal struct GlyphRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextUInt64()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [-amount, amount).</summary>
    public float Around(float amount) => (float)((NextUInt64() >> 11) * (2.0 / (1UL << 53)) - 1) * amount;

    /// <summary>Uniform among 0 to <paramref name="count"/> - 1, for small counts.</summary>
    public int Below(int count) => (int)((NextUInt64() >> 32) * (ulong)count >> 32);

    /// <summary>Roughly normal with standard deviation 1: the sum of four uniforms.</summary>
    public float Bell() => (Around(1) + Around(1) + Around(1) + Around(1)) * 0.8660254f;
}
