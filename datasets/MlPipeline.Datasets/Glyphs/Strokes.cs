namespace MlPipeline.Datasets.Glyphs;

/// <summary>
/// The shapes of the glyphs as polylines in a unit square, x to the right and y down. Twenty classes that a reader does
/// not take for each other: the digits, and the letters A C E F H K M R T X.
/// </summary>
internal static class Strokes
{
    private const int CurvePoints = 14;

    public static IReadOnlyList<string> Names { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "C", "E", "F", "H", "K", "M", "R", "T", "X"];

    /// <summary>[class][stroke] of points x, y, x, y, ...</summary>
    public static float[][][] Shapes { get; } =
    [
        [Arc(.5f, .5f, .27f, .40f, 0, 360)],
        [Line(.36f, .26f, .54f, .10f, .54f, .90f)],
        [Join(Arc(.5f, .32f, .25f, .22f, -170, 40), Line(.28f, .89f)), Line(.26f, .89f, .77f, .89f)],
        [Join(Arc(.48f, .30f, .23f, .20f, -150, 90), Arc(.47f, .70f, .27f, .21f, -90, 150))],
        [Line(.60f, .10f, .22f, .64f, .80f, .64f), Line(.62f, .42f, .62f, .92f)],
        [Line(.74f, .11f, .34f, .11f, .30f, .46f), Join(Line(.30f, .46f), Arc(.48f, .67f, .26f, .23f, -110, 140))],
        [Join(Line(.66f, .09f), Arc(.52f, .68f, .26f, .36f, -160, -180)), Arc(.51f, .69f, .25f, .22f, 0, 360)],
        [Line(.24f, .12f, .77f, .12f, .42f, .90f)],
        [Arc(.5f, .30f, .21f, .20f, 0, 360), Arc(.5f, .70f, .25f, .21f, 0, 360)],
        [Arc(.49f, .31f, .24f, .21f, 0, 360), Join(Line(.73f, .31f), Line(.70f, .60f), Line(.56f, .91f))],
        [Line(.18f, .90f, .50f, .10f, .82f, .90f), Line(.30f, .62f, .70f, .62f)],
        [Arc(.54f, .50f, .31f, .40f, -45, -315)],
        [Line(.74f, .11f, .28f, .11f, .28f, .89f, .76f, .89f), Line(.28f, .49f, .66f, .49f)],
        [Line(.76f, .11f, .30f, .11f, .30f, .91f), Line(.30f, .49f, .66f, .49f)],
        [Line(.25f, .10f, .25f, .90f), Line(.75f, .10f, .75f, .90f), Line(.25f, .50f, .75f, .50f)],
        [Line(.28f, .10f, .28f, .90f), Line(.74f, .10f, .28f, .54f), Line(.42f, .42f, .76f, .90f)],
        [Line(.16f, .90f, .22f, .10f, .50f, .62f, .78f, .10f, .84f, .90f)],
        [Line(.28f, .90f, .28f, .11f), Join(Line(.28f, .11f), Arc(.46f, .31f, .27f, .20f, -90, 90), Line(.28f, .51f)), Line(.46f, .51f, .76f, .90f)],
        [Line(.18f, .11f, .82f, .11f), Line(.50f, .11f, .50f, .91f)],
        [Line(.22f, .10f, .78f, .90f), Line(.78f, .10f, .22f, .90f)],
    ];

    private static float[] Line(params float[] points) => points;

    private static float[] Join(params float[][] parts) => [.. parts.SelectMany(part => part)];

    // Angles in degrees, clockwise from the right, y being down.
    private static float[] Arc(float x, float y, float radiusX, float radiusY, float from, float to)
    {
        var points = new float[2 * (CurvePoints + 1)];
        for (int i = 0; i <= CurvePoints; i++)
        {
            double angle = (from + (to - from) * i / CurvePoints) * Math.PI / 180;
            points[2 * i] = x + radiusX * (float)Math.Cos(angle);
            points[2 * i + 1] = y + radiusY * (float)Math.Sin(angle);
        }
        return points;
    }
}
