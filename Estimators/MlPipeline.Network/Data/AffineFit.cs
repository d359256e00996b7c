using System.Runtime.CompilerServices;

namespace MlPipeline.Network.Data;

/// <summary>
/// Finds the scale and offset that turn bytes into exactly the given floats. The values must lie on a grid of at most
/// 256 points; where they do, rounding leaves a few neighbouring floats for the scale and the offset, and those are
/// tried.
/// </summary>
internal static class AffineFit
{
    private const int MostSteps = byte.MaxValue;

    /// <summary>Floats tried on either side of an estimate, and the most where values lie far from 0.</summary>
    private const int Neighbours = 5;
    private const int MostNeighbours = 40;

    /// <param name="values">Distinct values, at most 256.</param>
    /// <param name="likely">Tried first: columns of one matrix often share their scale.</param>
    /// <param name="code">The code found.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryFit(ReadOnlySpan<float> values, AffineCode likely, out AffineCode code)
    {
        code = likely;
        if (likely.Holds(values))
            return true;
        float[] sorted = values.ToArray();
        foreach (float value in sorted)
            if (!float.IsFinite(value))
                return false;
        Array.Sort(sorted);
        if (sorted.Length == 1)
        {
            // (0 - -1) · value
            code = new AffineCode(sorted[0], -1);
            return code.Holds(sorted);
        }
        double range = (double)sorted[^1] - sorted[0];
        double gap = double.MaxValue;
        for (int i = 1; i < sorted.Length; i++)
            gap = Math.Min(gap, (double)sorted[i] - sorted[i - 1]);
        // Both zeros.
        if (gap <= 0)
            return false;
        // The grid's step is the smallest gap, or a fraction of it.
        for (int steps = (int)Math.Min(Math.Ceiling(range / gap - 0.5), MostSteps + 1); steps <= MostSteps; steps++)
            if (OnGrid(sorted, range / steps) && TryStep(sorted, range / steps, out code))
                return true;
        return false;
    }

    // A first look that rounding cannot deceive: most numbers of steps end here.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool OnGrid(float[] sorted, double step)
    {
        // Half a unit in the last place of the largest value, three times: two values and the step.
        double tolerance = 3 * Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1])) / (1 << 24) / step + 1e-6;
        if (tolerance > 0.25)
            return false;
        foreach (float value in sorted)
        {
            double place = ((double)value - sorted[0]) / step;
            if (Math.Abs(place - Math.Round(place)) > tolerance)
                return false;
        }
        return true;
    }

    private static bool TryStep(float[] sorted, double step, out AffineCode code)
    {
        double offset = -sorted[0] / step;
        double whole = Math.Round(offset);
        return TryWholeOffset(sorted, step, (float)whole, out code) || TryAnyOffset(sorted, step, out code);
    }

    // Values that are whole multiples of the scale: the largest of them gives it to the last bit or the one before.
    private static bool TryWholeOffset(float[] sorted, double step, float offset, out AffineCode code)
    {
        float largest = Math.Abs(sorted[0]) > Math.Abs(sorted[^1]) ? sorted[0] : sorted[^1];
        double multiple = Math.Round(((double)largest - sorted[0]) / step) - offset;
        return TryScales(sorted, (float)(largest / multiple), Neighbours, _ => offset, offsetNeighbours: 0, out code);
    }

    // The value nearest to 0 says most about the offset: its rounding error is the smallest.
    private static bool TryAnyOffset(float[] sorted, double step, out AffineCode code)
    {
        float nearest = sorted.MinBy(Math.Abs);
        double place = Math.Round(((double)nearest - sorted[0]) / step);
        double steps = Math.Round(((double)sorted[^1] - sorted[0]) / step);
        // All above the offset, codes begin half way to it: there floats are dense enough to hold it, shifted by a
        // whole number, and not so dense that too many are near the estimate.
        place += Math.Clamp(Math.Round((nearest / step - place) / 2), 0, MostSteps - steps);
        // The rounding of the two ends, as a part of what lies between them.
        double error = (Math.Abs((double)sorted[0]) + Math.Abs((double)sorted[^1])) / ((double)sorted[^1] - sorted[0]);
        return TryScales(
            sorted,
            (float)step,
            (int)Math.Min(Neighbours + error, MostNeighbours),
            scale => (float)(place - nearest / (double)scale),
            Neighbours,
            out code
        );
    }

    private static bool TryScales(
        float[] sorted,
        float estimate,
        int neighbours,
        Func<float, float> offsetOf,
        int offsetNeighbours,
        out AffineCode code
    )
    {
        for (int i = 0; i <= 2 * neighbours; i++)
        {
            float scale = Neighbour(estimate, i);
            float offset = offsetOf(scale);
            for (int j = 0; j <= 2 * offsetNeighbours; j++)
            {
                code = new AffineCode(scale, Neighbour(offset, j));
                if (code.Holds(sorted))
                    return true;
            }
        }
        code = default;
        return false;
    }

    /// <summary>The float itself, the next above, the next below, the second above, ...</summary>
    private static float Neighbour(float value, int number)
    {
        int distance = (number + 1) / 2;
        for (int i = 0; i < distance; i++)
            value = number % 2 == 1 ? MathF.BitIncrement(value) : MathF.BitDecrement(value);
        return value;
    }
}
