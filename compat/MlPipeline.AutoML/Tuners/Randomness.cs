namespace Microsoft.ML.AutoML;

/// <summary>What tuners draw.</summary>
internal static class Randomness
{
    public static Random From(int? seed) => seed is { } given ? new Random(given) : new Random();

    /// <summary>A point of the unit cube.</summary>
    public static double[] Point(this Random random, int dimensions)
    {
        double[] point = new double[dimensions];
        for (int i = 0; i < dimensions; i++)
            point[i] = random.NextDouble();
        return point;
    }

    /// <summary>A number of the standard normal distribution (Box, Muller 1958).</summary>
    public static double Normal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>A direction, all equally likely: a vector of length 1.</summary>
    public static double[] Direction(this Random random, int dimensions)
    {
        double[] direction = new double[dimensions];
        double length = 0;
        while (length == 0)
        {
            for (int i = 0; i < dimensions; i++)
                direction[i] = random.Normal();
            length = Math.Sqrt(direction.Sum(x => x * x));
        }
        return Array.ConvertAll(direction, x => x / length);
    }
}
