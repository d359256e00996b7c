using System.Globalization;
using System.Runtime.CompilerServices;

namespace MlPipeline.AutoTune;

/// <summary>Checks of options. One form of message: the option, the value given, the values allowed.</summary>
internal static class Require
{
    public static void AtLeast(int least, int value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; give at least {least}.");
    }

    public static void Within(
        double least,
        double most,
        double value,
        [CallerArgumentExpression(nameof(value))] string name = ""
    )
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(
                name,
                string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; give {least} to {most}.")
            );
    }
}
