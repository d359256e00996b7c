namespace MlPipeline.Network.Augmentation;

/// <summary>
/// The shape of a picture in a row of floats: [Channels, Height, Width], one channel after the other, row by row.
/// </summary>
/// <param name="Height">Rows of pixels, at least 1.</param>
/// <param name="Width">Columns of pixels, at least 1.</param>
/// <param name="Channels">1 for gray, 3 for colours; at least 1.</param>
public readonly record struct ImageShape(int Height, int Width, int Channels = 1)
{
    /// <summary>Pixels of a channel.</summary>
    public int Area => checked(Height * Width);

    /// <summary>Floats of a picture.</summary>
    public int Size => checked(Area * Channels);

    /// <inheritdoc/>
    public override string ToString() => Channels == 1 ? $"{Height}x{Width}" : $"{Channels}x{Height}x{Width}";

    /// <exception cref="ArgumentOutOfRangeException">
    /// A side is below 1, or a picture has more than 2^31 floats.
    /// </exception>
    internal void Validate()
    {
        Require.AtLeast(1, Height, nameof(Height));
        Require.AtLeast(1, Width, nameof(Width));
        Require.AtLeast(1, Channels, nameof(Channels));
        if ((long)Height * Width * Channels > Array.MaxLength)
            throw new ArgumentOutOfRangeException(
                nameof(Height),
                $"A picture of {this} has more floats than a row can hold."
            );
    }
}
