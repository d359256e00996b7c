namespace MlPipeline.Network;

/// <summary>Checks of options. One form of message: the option, the value given, the values allowed.</summary>
internal static class Require
{
    public static void NotNegative(double value, string name)
    {
        if (!(value >= 0) || !double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Text(value)}; give 0 or more.");
    }

    public static void AboveZeroToOne(double value, string name)
    {
        if (!(value > 0 && value <= 1))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Text(value)}; give a number above 0, at most 1.");
    }

    public static void InUnitInterval(double value, string name)
    {
        if (!(value >= 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Text(value)}; give a number from 0 to below 1.");
    }

    public static void Finite(float value, string name)
    {
        if (!float.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Text(value)}; give a finite number.");
    }

    public static void Probability(float value, string name)
    {
        if (!(value >= 0 && value <= 1))
            throw new ArgumentOutOfRangeException(name, $"{name} has probability {Text(value)}; give 0 to 1.");
    }

    public static void AtLeast(int least, int value, string name)
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; give at least {least}.");
    }

    public static void AtLeast(double least, double value, string name)
    {
        if (!(value >= least) || !double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Text(value)}; give at least {Text(least)}.");
    }

    public static void Defined<TEnum>(TEnum value, string name)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw new ArgumentOutOfRangeException(
                name,
                $"{name} is {value}; choose one of {string.Join(", ", Enum.GetNames<TEnum>())}."
            );
    }

    public static ArgumentOutOfRangeException OutOfRange(string name, string message) => new(name, message);

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(float value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
