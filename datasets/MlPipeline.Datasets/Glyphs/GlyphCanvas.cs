namespace MlPipeline.Datasets.Glyphs;

/// <summary>
/// What a round pen leaves on a square of pixels. It holds, for each pixel, how far the pixel's centre lies from the
/// edge of the ink (negative within), so strokes that cross do not add up and edges are smooth without oversampling.
/// </summary>
internal readonly ref struct GlyphCanvas
{
    // Half of the soft edge, in pixels.
    private const float Edge = 0.5f;

    private readonly Span<float> _distance;
    private readonly int _side;

    public GlyphCanvas(Span<float> distance, int side)
    {
        _distance = distance;
        _side = side;
        distance.Fill(float.MaxValue);
    }

    /// <summary>Ink of a pixel: 0 to 1.</summary>
    public float Ink(int pixel) => Math.Clamp(Edge - _distance[pixel], 0, 1);

    /// <summary>Draws a straight piece; coordinates are pixels' centres.</summary>
    public void Line(float x0, float y0, float x1, float y1, float halfWidth)
    {
        float dx = x1 - x0;
        float dy = y1 - y0;
        float scale = 1 / Math.Max(dx * dx + dy * dy, 1e-6f);
        float reach = halfWidth + Edge;
        (int left, int right) = Covered(x0, x1, reach);
        (int top, int bottom) = Covered(y0, y1, reach);
        for (int y = top; y <= bottom; y++)
        {
            Span<float> row = _distance.Slice(y * _side, _side);
            for (int x = left; x <= right; x++)
            {
                // The nearest point of the piece is at t between its ends.
                float t = Math.Clamp(((x - x0) * dx + (y - y0) * dy) * scale, 0, 1);
                float ex = x - x0 - t * dx;
                float ey = y - y0 - t * dy;
                row[x] = Math.Min(row[x], MathF.Sqrt(ex * ex + ey * ey) - halfWidth);
            }
        }
    }

    private (int First, int Last) Covered(float a, float b, float reach) =>
        (Math.Max(0, (int)(Math.Min(a, b) - reach)), Math.Min(_side - 1, (int)(Math.Max(a, b) + reach) + 1));
}
