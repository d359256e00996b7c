namespace MlPipeline.Reports.Tests.Samples;

/// <summary>Small pictures made up for tests: rings and bars of another size each.</summary>
internal static class SampleImages
{
    private const int Side = 28;

    public static ReportImage Of(int kind)
    {
        var pixels = new byte[Side * Side];
        double radius = 5 + kind % 6;
        for (int y = 0; y < Side; y++)
        for (int x = 0; x < Side; x++)
        {
            double distance =
                kind % 2 == 0 ? Math.Abs(double.Hypot(x - 13.5, y - 13.5) - radius) : Math.Abs(x - y + kind - 10.0);
            pixels[y * Side + x] = (byte)(255 * Math.Clamp(2.5 - distance, 0, 1));
        }
        return new ReportImage(Side, Side, pixels);
    }

    public static WeightImage Weights(int unit)
    {
        var weights = new float[Side * Side];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = MathF.Sin((i % Side + unit) / 4f) * MathF.Cos((i / Side - unit) / 5f) * 0.1f;
        return WeightImage.Of($"unit {unit + 1}", weights, Side);
    }
}
