using System.Globalization;

namespace MlPipeline.Network;

/// <summary>
/// The shape of what flows between layers: channels, rows of pixels and columns of pixels. A flat row of n values has
/// the shape n x 1 x 1. Rows of features hold an image channel by channel, each row by row (CHW), as ML.NET's
/// ExtractPixels and PyTorch do.
/// </summary>
/// <param name="Channels">Values of a pixel, at least 1.</param>
/// <param name="Height">Rows of pixels, at least 1.</param>
/// <param name="Width">Pixels of a row, at least 1.</param>
public readonly record struct TensorShape(int Channels, int Height, int Width)
{
    /// <summary>The shape of a row of so many values.</summary>
    public static TensorShape Flat(int size) => new(size, 1, 1);

    /// <summary>Values in total.</summary>
    /// <exception cref="OverflowException">They are more than 2^31.</exception>
    public int Size => checked(Channels * Height * Width);

    /// <summary>Whether there is one pixel only, so that values have no place.</summary>
    public bool IsFlat => Height == 1 && Width == 1;

    /// <summary><c>784</c>, or <c>32x14x14</c>: channels, height, width.</summary>
    public override string ToString() =>
        IsFlat
            ? Channels.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Channels}x{Height}x{Width}");
}
