using System.Globalization;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>What a case measures.</summary>
/// <param name="Field">The JSON field, in camelCase.</param>
/// <param name="Unit">The unit, printed after the number.</param>
/// <param name="Format">The format of the number in tables.</param>
internal sealed record Metric(string Field, string Unit, string Format)
{
    public static Metric ImagesPerSecond { get; } = new("imagesPerSecond", "images/s", "N0");

    public static Metric RowsPerSecond { get; } = new("rowsPerSecond", "rows/s", "N0");

    public static Metric Gflops { get; } = new("gflops", "GFLOP/s", "N1");

    public static Metric Seconds { get; } = new("seconds", "s", "N3");

    /// <summary>The field of the peer's figure.</summary>
    public string PeerField => $"peer{char.ToUpperInvariant(Field[0])}{Field[1..]}";

    public string Text(double value) => $"{value.ToString(Format, CultureInfo.InvariantCulture)} {Unit}";
}
