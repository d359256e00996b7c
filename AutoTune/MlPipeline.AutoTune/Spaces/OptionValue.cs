using System.Globalization;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>
/// Values by their coordinates, as they were before they became coordinates. An option of integers rounds down, so that
/// an integer whose coordinate was computed a little too low comes back one less; and a default of 0.001 comes back as
/// 0.0009999999999999996.
/// </summary>
internal static class OptionValue
{
    // Of 17 digits the last ones are those that a logarithm and a power lose.
    private const string SureDigits = "G12";

    /// <summary>Gets the value at a point of an option's unit cube.</summary>
    public static Parameter At(OptionBase option, double[] point) =>
        option switch
        {
            UniformIntOption whole => Parameter.FromInt(WholeAt(whole, point[0])),
            UniformDoubleOption { Default: [var start] } number when start == point[0] => Parameter.FromDouble(
                RoundAt(number, point)
            ),
            _ => option.SampleFromFeatureSpace(point),
        };

    /// <summary>Gets the value at which a search starts.</summary>
    public static Parameter DefaultOf(OptionBase option) => At(option, option.Default!);

    // The greatest integer of the range whose own coordinate is at most that one.
    private static int WholeAt(UniformIntOption option, double coordinate)
    {
        int value = option.SampleFromFeatureSpace([coordinate]).AsType<int>();
        while (value < option.Max && CoordinateOf(option, value + 1) <= coordinate)
            value++;
        return value;
    }

    private static double RoundAt(UniformDoubleOption option, double[] point)
    {
        double value = option.SampleFromFeatureSpace(point).AsType<double>();
        string digits = value.ToString(SureDigits, CultureInfo.InvariantCulture);
        return Math.Clamp(double.Parse(digits, CultureInfo.InvariantCulture), option.Min, option.Max);
    }

    private static double CoordinateOf(UniformIntOption option, int value) =>
        option.MappingToFeatureSpace(Parameter.FromInt(value))[0];
}
