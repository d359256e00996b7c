namespace MlPipeline.Network.Schedules;

/// <summary>
/// Schedules as text: a name, then parameters as <c>key=value</c>, with spaces between. The parameters a schedule
/// cannot do without stand first in its entry here.
/// </summary>
internal static class ScheduleText
{
    public const string IntervalKey = "per";

    private static readonly Entry[] Entries =
    [
        new("constant", [], [], "constant", _ => new ConstantSchedule()),
        new(
            "step",
            ["every", "gamma"],
            [IntervalKey],
            "step every=3 gamma=0.5",
            given => new StepSchedule
            {
                Every = given.Whole("every", 0),
                Gamma = given.Number("gamma", 0),
                Interval = given.Interval(ScheduleInterval.Epoch),
            }
        ),
        new(
            "exponential",
            ["gamma"],
            [IntervalKey],
            "exponential gamma=0.9",
            given => new ExponentialSchedule
            {
                Gamma = given.Number("gamma", 0),
                Interval = given.Interval(ScheduleInterval.Epoch),
            }
        ),
        new(
            "cosine",
            [],
            ["warmup", "min", "epochs", IntervalKey],
            "cosine warmup=1 min=1e-5",
            given => new CosineSchedule
            {
                WarmUp = given.Number("warmup", 0),
                Minimum = given.Number("min", 0),
                Epochs = given.Has("epochs") ? given.Number("epochs", 0) : null,
                Interval = given.Interval(ScheduleInterval.Batch),
            }
        ),
        new(
            "one-cycle",
            [],
            ["peak", "start", "end", IntervalKey],
            "one-cycle peak=0.3 start=25 end=10000",
            given => new OneCycleSchedule
            {
                Peak = given.Number("peak", 0.3),
                Start = given.Number("start", 25),
                End = given.Number("end", 1e4),
                Interval = given.Interval(ScheduleInterval.Batch),
            }
        ),
        new(
            "plateau",
            ["factor", "patience"],
            ["threshold", "min"],
            "plateau factor=0.5 patience=3",
            given => new PlateauSchedule
            {
                Factor = given.Number("factor", 0),
                Patience = given.Whole("patience", 0),
                Threshold = given.Number("threshold", 1e-4),
                Minimum = given.Number("min", 0),
            }
        ),
    ];

    /// <exception cref="FormatException">
    /// There is no such schedule, or a parameter is missing, unknown or no number.
    /// </exception>
    public static LearningRateSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            throw new FormatException($"The schedule is empty; give one of {Names}.");
        Entry entry =
            Entries.FirstOrDefault(e => e.Name.Equals(words[0], StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"There is no schedule '{words[0]}'; give one of {Names}.");
        LearningRateSchedule schedule = entry.Make(Arguments(entry, words.AsSpan(1)));
        schedule.Validate();
        return schedule;
    }

    public static string WordOf(ScheduleInterval interval) => interval == ScheduleInterval.Epoch ? "epoch" : "batch";

    private static string Names => string.Join(", ", Entries.Select(entry => entry.Name));

    private static ScheduleArguments Arguments(Entry entry, ReadOnlySpan<string> words)
    {
        Dictionary<string, string> given = new(StringComparer.OrdinalIgnoreCase);
        string[] known = [.. entry.Required, .. entry.Optional];
        foreach (string word in words)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? word : word[..equals];
            if (!known.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                string taken = known.Length == 0 ? "none" : $"{string.Join(", ", known)}, such as '{entry.Example}'";
                throw new FormatException($"The schedule '{entry.Name}' has no parameter '{key}'; it takes {taken}.");
            }
            if (equals < 0)
                throw new FormatException(
                    $"'{key}' of the schedule '{entry.Name}' has no value; give one, such as '{entry.Example}'."
                );
            if (!given.TryAdd(key, word[(equals + 1)..]))
                throw new FormatException($"'{key}' of the schedule '{entry.Name}' is given twice; give it once.");
        }
        string[] missing = [.. entry.Required.Where(key => !given.ContainsKey(key))];
        return missing.Length == 0
            ? new ScheduleArguments(entry.Name, given)
            : throw new FormatException(
                $"The schedule '{entry.Name}' needs {string.Join(" and ", missing)}; give "
                    + $"{(missing.Length == 1 ? "it" : "them")}, such as '{entry.Example}'."
            );
    }

    private sealed record Entry(
        string Name,
        string[] Required,
        string[] Optional,
        string Example,
        Func<ScheduleArguments, LearningRateSchedule> Make
    );
}
