using MlPipeline.Foundation;

namespace MlPipeline.Network.Schedules;

/// <summary>The parameters of a schedule that was given as text, by key.</summary>
internal sealed class ScheduleArguments(string schedule, IReadOnlyDictionary<string, string> given)
{
    public bool Has(string key) => given.ContainsKey(key);

    public double Number(string key, double standard)
    {
        if (!given.TryGetValue(key, out string? text))
            return standard;
        return InvariantNumber.TryParseDouble(text, out double value)
            ? value
            : throw Wrong(key, text, InvariantNumber.Form);
    }

    public int Whole(string key, int standard)
    {
        if (!given.TryGetValue(key, out string? text))
            return standard;
        return InvariantNumber.TryParseInt32(text, out int value)
            ? value
            : throw Wrong(key, text, InvariantNumber.WholeForm);
    }

    public ScheduleInterval Interval(ScheduleInterval standard)
    {
        if (!given.TryGetValue(ScheduleText.IntervalKey, out string? text))
            return standard;
        foreach (ScheduleInterval interval in Enum.GetValues<ScheduleInterval>())
            if (text.Equals(ScheduleText.WordOf(interval), StringComparison.OrdinalIgnoreCase))
                return interval;
        throw Wrong(ScheduleText.IntervalKey, text, "epoch or batch");
    }

    private FormatException Wrong(string key, string text, string wanted) =>
        new($"'{key}' of the schedule '{schedule}' is '{text}'; give {wanted}.");
}
