using System.Globalization;

namespace MlPipeline.Network.Schedules;

/// <summary>The parameters that somebody gave a schedule as text, by key.</summary>
internal sealed class ScheduleArguments(string schedule, IReadOnlyDictionary<string, string> given)
{
    public bool Has(string key) => given.ContainsKey(key);

    public double Number(string key, double standard)
    {
        if (!given.TryGetValue(key, out string? text)) return standard;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Wrong(key, text, "a number");
    }

    public int Whole(string key, int standard)
    {
        if (!given.TryGetValue(key, out string? text)) return standard;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw Wrong(key, text, "a whole number");
    }

    public ScheduleInterval Interval(ScheduleInterval standard)
    {
        if (!given.TryGetValue(ScheduleText.IntervalKey, out string? text)) return standard;
        foreach (ScheduleInterval interval in Enum.GetValues<ScheduleInterval>())
            if (text.Equals(ScheduleText.WordOf(interval), StringComparison.OrdinalIgnoreCase))
                return interval;
        throw Wrong(ScheduleText.IntervalKey, text, "epoch or batch");
    }

    private FormatException Wrong(string key, string text, string wanted) => new($"'{key}' of the schedule '{schedule}' is '{text}'; give {wanted}.");
}
