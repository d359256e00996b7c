namespace MlPipeline.Network.Training;

/// <summary>The numbers that an option can have.</summary>
/// <param name="Words">The range in words that follow "give", such as "a number above 0".</param>
/// <param name="Lower">The lower end.</param>
/// <param name="IncludesLower">Whether the lower end itself is allowed.</param>
/// <param name="Upper">The upper end, which is never allowed itself.</param>
public sealed record OptionRange(
    string Words,
    double Lower,
    bool IncludesLower = true,
    double Upper = double.PositiveInfinity
)
{
    /// <summary>(0, ∞).</summary>
    public static OptionRange AboveZero { get; } = new("a number above 0", 0, IncludesLower: false);

    /// <summary>[0, ∞).</summary>
    public static OptionRange FromZero { get; } = new("0 or more", 0);

    /// <summary>[0, 1).</summary>
    public static OptionRange FromZeroBelowOne { get; } = new("a number from 0 to below 1", 0, Upper: 1);

    /// <summary>[<paramref name="least"/>, ∞).</summary>
    public static OptionRange AtLeast(int least) => new(FormattableString.Invariant($"at least {least}"), least);

    /// <summary>Whether a number is in the range; NaN and infinity never are.</summary>
    public bool Contains(double value) => (IncludesLower ? value >= Lower : value > Lower) && value < Upper;
}
