using System.Globalization;

namespace Microsoft.ML.SearchSpace.Option;

/// <summary>Any number from a minimum to a maximum, both included; evenly, or evenly by orders of magnitude.</summary>
public abstract class UniformNumericOption : OptionBase
{
    // By how much a computed coordinate of an end may lie outside [0, 1].
    private const double Slack = 1e-12;

    /// <summary>Creates a range.</summary>
    /// <param name="min">The least value; above 0 if <paramref name="logBase"/>.</param>
    /// <param name="max">The greatest value; above <paramref name="min"/>.</param>
    /// <param name="logBase">Whether equal steps in the unit cube are equal factors.</param>
    /// <exception cref="ArgumentException">The range is empty, not finite, or by orders of magnitude and not above
    /// 0.</exception>
    public UniformNumericOption(double min, double max, bool logBase = false)
    {
        if (!(max > min) || double.IsInfinity(max - min))
        {
            string range = Invariant($"The range is {min} to {max}");
            throw new ArgumentException($"{range}; give a finite minimum below a finite maximum.");
        }
        if (logBase && min <= 0)
            throw new ArgumentException(Invariant($"The minimum of a logarithmic range is {min}; give one above 0."));
        Min = min;
        Max = max;
        LogBase = logBase;
        Default = [0];
    }

    /// <summary>The least value.</summary>
    public double Min { get; }

    /// <summary>The greatest value.</summary>
    public double Max { get; }

    /// <summary>Whether equal steps in the unit cube are equal factors.</summary>
    public bool LogBase { get; }

    /// <inheritdoc/>
    public override int FeatureSpaceDim => 1;

    /// <inheritdoc/>
    public override int?[] Step => [null];

    /// <inheritdoc/>
    public override Parameter SampleFromFeatureSpace(double[] values) => Parameter.FromDouble(At(values));

    /// <inheritdoc/>
    public override double[] MappingToFeatureSpace(Parameter param) => [PositionOf(param.AsType<double>())];

    // Both formulas give the package's numbers to the last bit, so that a search goes the same way with either source.
    private protected double At(double[] values)
    {
        if (values is not [>= -Slack and <= 1 + Slack])
        {
            string point = string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
            throw new ArgumentException($"The point is ({point}); give one number from 0 to 1.");
        }
        return LogBase ? Min * Math.Pow(Max / Min, values[0]) : Min + ((Max - Min) * values[0]);
    }

    private protected double PositionOf(double value)
    {
        if (!(value >= Min && value <= Max))
            throw new ArgumentException(Invariant($"The value {value} is outside the range {Min} to {Max}."));
        (double low, double high, double at) = LogBase
            ? (Math.Log(Min), Math.Log(Max), Math.Log(value))
            : (Min, Max, value);
        return (at / (high - low)) - (low / (high - low));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
