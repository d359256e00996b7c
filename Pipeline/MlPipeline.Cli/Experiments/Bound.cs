using System.Globalization;

namespace MlPipeline.Cli.Experiments;

/// <summary>A bound that a preset must reach.</summary>
/// <param name="Name">The name of the figure.</param>
/// <param name="Value">The value that was reached.</param>
/// <param name="Limit">The bound.</param>
/// <param name="IsLeast">Whether the bound is a minimum rather than a maximum.</param>
internal sealed record Bound(string Name, double Value, double Limit, bool IsLeast)
{
    // NaN reaches no bound.
    public bool IsReached => IsLeast ? Value >= Limit : Value <= Limit;

    public static Bound AtLeast(double limit, string name, double value) => new(name, value, limit, IsLeast: true);

    public static Bound AtMost(double limit, string name, double value) => new(name, value, limit, IsLeast: false);

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsReached ? "reached" : "MISSED")}: {Name} {Value:G6}, {(IsLeast ? "at least" : "at most")} {Limit:G6}"
        );
}
