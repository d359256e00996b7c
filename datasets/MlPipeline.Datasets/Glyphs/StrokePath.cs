namespace MlPipeline.Datasets.Glyphs;

/// <summary>
/// One stroke of a pen, put together from lines, arcs and Bézier curves in the unit square, x to the right and y down.
/// All of it becomes short pieces, so that a distortion bends straight lines too.
/// </summary>
internal sealed class StrokePath
{
    private const double LongestPiece = 0.07;
    private const int CurvePoints = 12;

    private readonly List<double> _points = [];

    public static StrokePath From(double x, double y)
    {
        var path = new StrokePath();
        path._points.AddRange([x, y]);
        return path;
    }

    public static StrokePath Ellipse(double x, double y, double radiusX, double radiusY) =>
        From(x, y - radiusY).Arc(x, y, radiusX, radiusY, 270, -90);

    public StrokePath Line(double x, double y)
    {
        double x0 = _points[^2];
        double y0 = _points[^1];
        int pieces = Math.Max(
            1,
            (int)Math.Ceiling(Math.Sqrt((x - x0) * (x - x0) + (y - y0) * (y - y0)) / LongestPiece)
        );
        for (int i = 1; i <= pieces; i++)
            _points.AddRange([x0 + (x - x0) * i / pieces, y0 + (y - y0) * i / pieces]);
        return this;
    }

    /// <summary>
    /// An arc of an ellipse, angles in degrees, clockwise from the right; a line leads to where it begins.
    /// </summary>
    public StrokePath Arc(double x, double y, double radiusX, double radiusY, double from, double to)
    {
        for (int i = 0; i <= 2 * CurvePoints; i++)
        {
            double turns = (from + (to - from) * i / (2 * CurvePoints)) * Turns.PerDegree;
            Line(x + radiusX * Turns.Cos(turns), y + radiusY * Turns.Sin(turns));
        }
        return this;
    }

    /// <summary>A cubic Bézier curve from here to the last point.</summary>
    public StrokePath Curve(double x1, double y1, double x2, double y2, double x3, double y3)
    {
        double x0 = _points[^2];
        double y0 = _points[^1];
        for (int i = 1; i <= CurvePoints; i++)
        {
            double t = (double)i / CurvePoints;
            double s = 1 - t;
            Line(
                s * s * s * x0 + 3 * s * s * t * x1 + 3 * s * t * t * x2 + t * t * t * x3,
                s * s * s * y0 + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t * t * t * y3
            );
        }
        return this;
    }

    /// <summary>Its points x, y, x, y, ...</summary>
    public float[] ToPoints() => [.. _points.Select(value => (float)value)];
}
