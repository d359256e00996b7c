using System.Globalization;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Analysis;

/// <summary>
/// A parameter of a study as numbers in [0, 1): few values as levels of equal size, in their order; many numbers on a
/// straight or, where they span two powers of ten, logarithmic scale from the least to the greatest seen.
/// </summary>
internal sealed class ParameterColumn
{
    private const int MostLevels = 16;
    private const double LogarithmicSpan = 100;
    private const string Absent = "(not used)";

    private readonly Dictionary<string, int> _order;
    private readonly (double Least, double Most, bool IsLogarithmic)? _range;

    public ParameterColumn(string name, IReadOnlyList<TrialRecord> trials)
    {
        Name = name;
        object?[] values = [.. trials.Select(ValueOf).Distinct()];
        double[] numbers = [.. values.Select(NumberOf).OfType<double>()];
        IsNumeric = numbers.Length == values.Length;
        if (IsNumeric && values.Length > MostLevels)
        {
            double least = numbers.Min();
            double most = numbers.Max();
            _range = (least, most, least > 0 && most / least >= LogarithmicSpan);
            _order = [];
            Values = [];
            return;
        }
        Values =
        [
            .. values
                .OrderBy(value => NumberOf(value) ?? double.PositiveInfinity)
                .ThenBy(Text, StringComparer.Ordinal)
                .Select(Text),
        ];
        _order = Values.Select((value, i) => (value, i)).ToDictionary(pair => pair.value, pair => pair.i);
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>Whether all its values are numbers.</summary>
    public bool IsNumeric { get; }

    /// <summary>Its values in order; empty if it is continuous.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The number of levels; 0 if it is continuous.</summary>
    public int Levels => Values.Count;

    /// <summary>Gets a trial's value as text.</summary>
    public string TextOf(TrialRecord trial) => Text(ValueOf(trial));

    /// <summary>Gets a trial's value as a number in [0, 1).</summary>
    public double CoordinateOf(TrialRecord trial)
    {
        if (_range is not { } range)
            return (_order[TextOf(trial)] + 0.5) / Levels;
        double value = NumberOf(ValueOf(trial))!.Value;
        double at = range.IsLogarithmic
            ? Math.Log(value / range.Least) / Math.Log(range.Most / range.Least)
            : (value - range.Least) / (range.Most - range.Least);
        return Math.Clamp(at, 0, Math.BitDecrement(1));
    }

    internal static string Text(object? value) =>
        value switch
        {
            null => Absent,
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private object? ValueOf(TrialRecord trial) => trial.Parameters.GetValueOrDefault(Name);

    private static double? NumberOf(object? value) =>
        value switch
        {
            long whole => whole,
            double number => number,
            string text
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) =>
                number,
            _ => null,
        };
}
