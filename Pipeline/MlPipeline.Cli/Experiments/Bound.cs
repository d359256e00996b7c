using System.Globalization;

namespace MlPipeline.Cli.Experiments;

/// <summary>A figure that an experiment must reach.</summary>
/// <param name="Name">What the figure is.</param>
/// <param name="Value">What it came to.</param>
/// <param name="Limit">What it is held to.</param>
/// <param name="IsLeast">Whether it must be at least that, else at most.</param>
internal sealed record Bound(string Name, double Value, double Limit, bool IsLeast)
{
    // NaN reaches nothing.
    public bool IsReached => IsLeast ? Value >= Limit : Value <= Limit;

    public static Bound AtLeast(double limit, string name, double value) => new(name, value, limit, IsLeast: true);

    public static Bound AtMost(double limit, string name, double value) => new(name, value, limit, IsLeast: false);

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsReached ? "reached" : "MISSED")}: {Name} {Value:G6}, {(IsLeast ? "at least" : "at most")} {Limit:G6}"
        );
}
