namespace Microsoft.ML.Calibrators;

/// <summary>
/// Fits 1 / (1 + exp(a * score + b)) to labels by Newton's method with backtracking. The targets are Platt's: not 0 and 1 but
/// (n+ + 1) / (n+ + 2) and 1 / (n- + 2), so that separable scores do not ask for an infinite slope. See Lin, Lin and Weng,
/// A note on Platt's probabilistic outputs for support vector machines, 2007.
/// </summary>
internal sealed class PlattFit
{
    private const int MostSteps = 100;
    private const double Ridge = 1e-12, SmallestStep = 1e-10, FlatGradient = 1e-8, Armijo = 1e-4;

    private readonly List<(double Score, bool Yes, double Weight)> _rows = [];

    public int Count => _rows.Count;

    public void Add(float score, bool yes, float weight) => _rows.Add((score, yes, weight));

    public PlattCalibrator Finish()
    {
        double positive = _rows.Sum(row => row.Yes ? row.Weight : 0), negative = _rows.Sum(row => row.Yes ? 0 : row.Weight);
        double high = (positive + 1) / (positive + 2), low = 1 / (negative + 2);
        double a = 0, b = Math.Log((negative + 1) / (positive + 1));
        double loss = Loss(a, b, high, low);
        for (int step = 0; step < MostSteps; step++)
        {
            (double gradientA, double gradientB, double stepA, double stepB) = Newton(a, b, high, low);
            if (Math.Abs(gradientA) < FlatGradient && Math.Abs(gradientB) < FlatGradient) break;
            double slope = gradientA * stepA + gradientB * stepB, length = 1;
            double next = Loss(a + stepA, b + stepB, high, low);
            while (!(next < loss + Armijo * length * slope) && length >= SmallestStep)
            {
                length /= 2;
                next = Loss(a + length * stepA, b + length * stepB, high, low);
            }
            if (length < SmallestStep) break;
            (a, b, loss) = (a + length * stepA, b + length * stepB, next);
        }
        return new PlattCalibrator(a, b);
    }

    // -sum w (t ln p + (1 - t) ln(1 - p)) with f = a s + b, p = 1 / (1 + e^f): t f + ln(1 + e^-f), without overflow.
    private double Loss(double a, double b, double high, double low)
    {
        double sum = 0;
        foreach ((double score, bool yes, double weight) in _rows)
        {
            double f = a * score + b, target = yes ? high : low;
            sum += weight * (target * f + Math.Max(-f, 0) + Math.Log(1 + Math.Exp(-Math.Abs(f))));
        }
        return sum;
    }

    private (double GradientA, double GradientB, double StepA, double StepB) Newton(double a, double b, double high, double low)
    {
        double gradientA = 0, gradientB = 0, aa = Ridge, ab = 0, bb = Ridge;
        foreach ((double score, bool yes, double weight) in _rows)
        {
            double p = 1 / (1 + Math.Exp(a * score + b));
            double first = weight * ((yes ? high : low) - p), second = weight * p * (1 - p);
            gradientA += score * first;
            gradientB += first;
            aa += score * score * second;
            ab += score * second;
            bb += second;
        }
        double determinant = aa * bb - ab * ab;
        return (gradientA, gradientB, -(bb * gradientA - ab * gradientB) / determinant, -(aa * gradientB - ab * gradientA) / determinant);
    }
}
