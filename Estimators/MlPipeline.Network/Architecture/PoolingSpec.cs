using System.Globalization;
using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>How a pooling layer makes one value of many.</summary>
public enum PoolingKind
{
    /// <summary>Their mean.</summary>
    Average,

    /// <summary>The largest.</summary>
    Max,
}

/// <summary>
/// Makes one pixel of each square of <paramref name="Size"/> x <paramref name="Size"/> pixels, channel by channel.
/// Pixels left over at the right and the bottom are dropped.
/// </summary>
/// <param name="Kind">Mean or maximum.</param>
/// <param name="Size">Height and width of a square, and the distance from one to the next, at least 1.</param>
public sealed record PoolingSpec(PoolingKind Kind, int Size = 2) : LayerSpec
{
    internal override string Words =>
        string.Create(CultureInfo.InvariantCulture, $"{(Kind == PoolingKind.Average ? "avgpool" : "maxpool")} {Size}");

    internal override TensorShape OutputOf(TensorShape input)
    {
        Require.Defined(Kind, nameof(Kind));
        if (Size < 1)
            throw new ArgumentException($"has squares of {Size} pixels; give at least 1");
        if (input.IsFlat)
            throw new ArgumentException(
                $"has a flat row of {input.Size} values as its input, and pooling needs an image; set the input's "
                    + "height and width, or put the layer before dense ones"
            );
        if (input.Height < Size || input.Width < Size)
            throw new ArgumentException(
                $"has squares of {Size}x{Size} pixels, larger than its input of {input.Height}x{input.Width} pixels; "
                    + "take smaller ones or fewer pooling layers"
            );
        return new TensorShape(input.Channels, input.Height / Size, input.Width / Size);
    }

    internal override Layer Create(Ports ports) =>
        Kind == PoolingKind.Average ? new AveragePooling(ports, Size) : new MaxPooling(ports, Size);
}
