namespace MlPipeline.Datasets.Glyphs;

/// <summary>
/// Sine and cosine of angles in turns. .NET's own come from each platform's C library and may differ in the last bit,
/// which a rounded pixel can show; these are additions and multiplications alone, equal on every machine.
/// </summary>
internal static class Turns
{
    public const double PerDegree = 1 / 360.0;

    public static double Cos(double turns) => Sin(turns + 0.25);

    public static double Sin(double turns)
    {
        turns -= Math.Floor(turns + 0.5); // to [-1/2, 1/2)
        if (turns > 0.25)
            turns = 0.5 - turns;
        else if (turns < -0.25)
            turns = -0.5 - turns;
        double x = 2 * Math.PI * turns;
        double s = x * x;
        // Taylor to x^11: off by less than 6e-8 at a quarter turn.
        return x * (1 - s / 6 * (1 - s / 20 * (1 - s / 42 * (1 - s / 72 * (1 - s / 110)))));
    }
}
