namespace Microsoft.ML.AutoML;

/// <summary>
/// Finds points of much expected improvement (Hutter, Hoos, Leyton-Brown 2011, section 4.3): local searches from the
/// best trials, and many points at random.
/// </summary>
internal sealed class CandidateSearch(
    RegressionForest forest,
    double bestLoss,
    CubeDimension[] dimensions,
    SmacOptions options,
    Random random
)
{
    // The standard deviation of neighbours along a range, as in the paper.
    private const double NeighbourDeviation = 0.2;

    /// <summary>Points, those of the most expected improvement first.</summary>
    public IEnumerable<double[]> Ranked(IEnumerable<double[]> bestTrials)
    {
        List<(double[] Point, double Gain)> found = [.. bestTrials.Select(Climb)];
        for (int i = 0; i < options.RandomPoints; i++)
            found.Add(Valued(random.Point(dimensions.Length)));
        return found.OrderByDescending(candidate => candidate.Gain).Select(candidate => candidate.Point);
    }

    private (double[] Point, double Gain) Climb(double[] start)
    {
        (double[] Point, double Gain) at = Valued(start);
        while (true)
        {
            IEnumerable<(double[] Point, double Gain)> candidates = Neighbours(at.Point).Select(Valued).Append(at);
            (double[] Point, double Gain) next = candidates.MaxBy(candidate => candidate.Gain);
            if (next.Gain < at.Gain + options.LeastGain || ReferenceEquals(next.Point, at.Point))
                return next;
            at = next;
        }
    }

    /// <summary>
    /// Points that differ in one dimension: in every other value of a choice, in a few near ones of a range.
    /// </summary>
    private IEnumerable<double[]> Neighbours(double[] point)
    {
        for (int i = 0; i < point.Length; i++)
        {
            IEnumerable<double> values = dimensions[i].Count is { } count
                ? OtherChoices(point[i], count)
                : NearValues(point[i]);
            foreach (double value in values)
            {
                double[] neighbour = [.. point];
                neighbour[i] = value;
                yield return neighbour;
            }
        }
    }

    private static IEnumerable<double> OtherChoices(double value, int count) =>
        Enumerable.Range(0, count).Select(index => CubeDimension.Middle(index, count)).Where(other => other != value);

    private IEnumerable<double> NearValues(double value)
    {
        for (int i = 0; i < options.NeighboursPerRange; i++)
            yield return Math.Clamp(value + (NeighbourDeviation * random.Normal()), 0, 1);
    }

    private (double[] Point, double Gain) Valued(double[] point)
    {
        double[] snapped = SmacTuner.Snapped(point, dimensions);
        (double mean, double variance) = forest.Predict(snapped);
        return (snapped, ExpectedImprovement.Of(bestLoss, mean, variance));
    }
}
