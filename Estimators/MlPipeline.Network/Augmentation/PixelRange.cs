using System.Globalization;

namespace MlPipeline.Network.Augmentation;

/// <summary>Which values pixels have.</summary>
/// <param name="Low">Black.</param>
/// <param name="High">White, above <paramref name="Low"/>.</param>
public readonly record struct PixelRange(float Low, float High)
{
    /// <exception cref="ArgumentOutOfRangeException">The two are not finite, or not in order.</exception>
    internal void Validate()
    {
        if (!(float.IsFinite(Low) && float.IsFinite(High) && Low < High && float.IsFinite(High - Low)))
            throw new ArgumentOutOfRangeException(
                nameof(AugmentationOptions.Pixels),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Pixels is {Low} to {High}; give two finite numbers, the lower one first, such as 0 and 255."
                )
            );
    }
}
