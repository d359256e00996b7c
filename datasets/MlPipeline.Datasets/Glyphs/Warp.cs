namespace MlPipeline.Datasets.Glyphs;

/// <summary>
/// Where a point of the unit square comes to lie in an image: two waves across the glyph bend it, then it is sheared,
/// scaled, rotated and moved.
/// </summary>
internal readonly struct Warp
{
    private const int Margin = 3;

    private readonly float _xx;
    private readonly float _xy;
    private readonly float _yx;
    private readonly float _yy;
    private readonly float _centerX;
    private readonly float _centerY;
    private readonly Wave _first;
    private readonly Wave _second;

    public Warp(ref GlyphRandom random, int side)
    {
        double turns = 0.018 * random.Bell();
        float shear = 0.14f * random.Bell();
        float free = side - 2 * Margin;
        float width = free * (0.86f + random.Around(0.20f));
        float height = free * (0.94f + random.Around(0.12f));
        float cos = (float)Turns.Cos(turns);
        float sin = (float)Turns.Sin(turns);
        _xx = cos * width;
        _xy = (shear * cos - sin) * height;
        _yx = sin * width;
        _yy = (shear * sin + cos) * height;
        _centerX = (side - 1) / 2f + random.Around(1.8f);
        _centerY = (side - 1) / 2f + random.Around(1.8f);
        _first = new Wave(ref random);
        _second = new Wave(ref random);
    }

    public (float X, float Y) Apply(float x, float y)
    {
        float first = _first.At(x, y);
        float second = _second.At(x, y);
        float u = x - 0.5f + first * _first.ByX + second * _second.ByX;
        float v = y - 0.5f + first * _first.ByY + second * _second.ByY;
        return (_centerX + _xx * u + _xy * v, _centerY + _yx * u + _yy * v);
    }

    /// <summary>A plane wave of random direction, about one crest across the glyph.</summary>
    private readonly struct Wave(ref GlyphRandom random)
    {
        private const float Strength = 0.04f;
        private const float Frequency = 1.1f;

        private readonly float _alongX = random.Around(Frequency);
        private readonly float _alongY = random.Around(Frequency);
        private readonly float _phase = random.Around(0.5f);

        public float ByX { get; } = random.Around(Strength);

        public float ByY { get; } = random.Around(Strength);

        public float At(float x, float y) => (float)Turns.Sin(_alongX * x + _alongY * y + _phase);
    }
}
