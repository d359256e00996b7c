using MlPipeline.AutoTune.Parameters;
using MlPipeline.Network.Randomness;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>
/// A Parzen estimator of a density over some dimensions of the unit cube: a mixture of one kernel a point, and a
/// uniform one for what was never tried. A kernel is, over an ordered dimension, a Gaussian cut off at 0 and 1; over a
/// categorical one, its point's value with most of the weight and all values with the rest.
/// </summary>
internal sealed class ParzenEstimator
{
    /// <summary>
    /// Gaussians are no narrower than this share of the range, so that points found twice do not make a spike.
    /// </summary>
    private const double LeastWidth = 0.01;

    /// <summary>Width of multivariate kernels for one point; it shrinks by Scott's rule.</summary>
    private const double MultivariateWidth = 0.2;

    private readonly SpaceDimension[] _dimensions;
    private readonly double[][] _points;
    private readonly double[][] _widths;
    private readonly double[][] _scales;

    /// <param name="dimensions">The dimensions.</param>
    /// <param name="points">
    /// A coordinate for each dimension; NaN if the dimension is inactive in a point, whose kernel is uniform over
    /// it.
    /// </param>
    public ParzenEstimator(SpaceDimension[] dimensions, double[][] points)
    {
        _dimensions = dimensions;
        _points = points;
        // In one dimension a kernel reaches to its neighbours (Bergstra et al. 2011); in several there are no
        // neighbours.
        _widths =
            dimensions.Length == 1 && !dimensions[0].IsCategorical
                ? [.. Neighbours([.. points.Select(point => point[0])]).Select(width => new[] { width })]
                : [.. points.Select(_ => dimensions.Select(_ => Scott(points.Length, dimensions.Length)).ToArray())];
        _scales =
        [
            .. points.Select(
                (point, k) =>
                    dimensions
                        .Select(
                            (dimension, d) =>
                                dimension.IsCategorical || double.IsNaN(point[d])
                                    ? 1
                                    : Gaussian.TruncatedScale(point[d], _widths[k][d])
                        )
                        .ToArray()
            ),
        ];
    }

    /// <summary>Draws a point.</summary>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="widen">The factor by which kernels are widened for drawing.</param>
    public double[] Sample(RandomStream random, double widen = 1)
    {
        int kernel = random.NextInt(_points.Length + 1);
        var point = new double[_dimensions.Length];
        for (int d = 0; d < point.Length; d++)
        {
            bool uniform =
                kernel == _points.Length
                || double.IsNaN(_points[kernel][d])
                || (_dimensions[d].IsCategorical && random.NextDouble() < Spread(d));
            double at =
                uniform ? random.NextDouble()
                : _dimensions[d].IsCategorical ? _points[kernel][d]
                : TruncatedGaussian(random, _points[kernel][d], Math.Min(1, _widths[kernel][d] * widen));
            // To the middle of its part where the values are counted, since that is where the proposal will lie.
            point[d] = _dimensions[d].CoordinateOf(_dimensions[d].At(at));
        }
        return point;
    }

    /// <summary>The logarithm of the density at a point.</summary>
    public double LogDensity(double[] point)
    {
        // The uniform kernel has density 1 everywhere.
        double sum = 1;
        for (int k = 0; k < _points.Length; k++)
        {
            double density = 1;
            for (int d = 0; d < point.Length; d++)
                density *= Kernel(k, d, point[d]);
            sum += density;
        }
        return Math.Log(sum / (_points.Length + 1));
    }

    private double Kernel(int k, int d, double at)
    {
        if (double.IsNaN(_points[k][d]))
            return 1;
        if (!_dimensions[d].IsCategorical)
            return Gaussian.TruncatedDensity(at, _points[k][d], _widths[k][d], _scales[k][d]);
        int count = _dimensions[d].Count!.Value;
        bool same = (int)(at * count) == (int)(_points[k][d] * count);
        return count * ((same ? 1 - Spread(d) : 0) + Spread(d) / count);
    }

    // The share of a categorical kernel that goes to all values alike; falls as points come in.
    private double Spread(int d)
    {
        double count = _dimensions[d].Count!.Value;
        return count / (_points.Length + 1 + count);
    }

    private static double Scott(int points, int dimensions) =>
        Math.Max(LeastWidth, MultivariateWidth * Math.Pow(Math.Max(1, points), -1.0 / (dimensions + 4)));

    private static double[] Neighbours(double[] points)
    {
        int[] order =
        [
            .. Enumerable.Range(0, points.Length).Where(i => !double.IsNaN(points[i])).OrderBy(i => points[i]),
        ];
        var widths = new double[points.Length];
        double least = Math.Max(LeastWidth, 1.0 / (points.Length + 1) / 2);
        for (int i = 0; i < order.Length; i++)
        {
            double left = points[order[i]] - (i == 0 ? 0 : points[order[i - 1]]);
            double right = (i == order.Length - 1 ? 1 : points[order[i + 1]]) - points[order[i]];
            widths[order[i]] = Math.Clamp(Math.Max(left, right), least, 1);
        }
        return widths;
    }

    // At least a third of a Gaussian around a point of [0, 1], no wider than it, lies inside: few draws are thrown
    // away.
    private static double TruncatedGaussian(RandomStream random, double mean, double width)
    {
        double at;
        do at = mean + width * random.NextGaussian();
        while (at is < 0 or > 1);
        return at;
    }
}
