using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>One column of pictures whose pixels are taken: which colours, in which order, and as what numbers.</summary>
internal sealed record ExtractedColumn(
    string Name,
    string InputName,
    ImagePixelExtractingEstimator.ColorBits Colors,
    ImagePixelExtractingEstimator.ColorsOrder Order,
    bool Interleave,
    float Offset,
    float Scale,
    bool AsFloat)
{
    /// <summary>Numbers of a pixel.</summary>
    public int Planes => BitOperations.PopCount((uint)Colors);

    public PrimitiveDataViewType ItemType => AsFloat ? NumberDataViewType.Single : NumberDataViewType.Byte;

    public bool IsValid => Colors != 0 && (Colors & ~ImagePixelExtractingEstimator.ColorBits.All) == 0 && Enum.IsDefined(Order) && float.IsFinite(Offset) && float.IsFinite(Scale) && Scale != 0;

    public VectorDataViewType TypeOf(ImageDataViewType image) => Interleave
        ? new VectorDataViewType(ItemType, image.Height, image.Width, Planes)
        : new VectorDataViewType(ItemType, Planes, image.Height, image.Width);

    /// <summary>Where in a pixel the colours lie that are taken, in the order in which they come out.</summary>
    public int[] PlacesIn(MLImage image)
    {
        (int red, int green, int blue, int alpha) = image.Places;
        return [.. Order.ToString().Where(color => Colors.HasFlag(BitOf(color))).Select(color => color switch { 'A' => alpha, 'R' => red, 'G' => green, _ => blue })];
    }

    private static ImagePixelExtractingEstimator.ColorBits BitOf(char color) => color switch
    {
        'A' => ImagePixelExtractingEstimator.ColorBits.Alpha,
        'R' => ImagePixelExtractingEstimator.ColorBits.Red,
        'G' => ImagePixelExtractingEstimator.ColorBits.Green,
        _ => ImagePixelExtractingEstimator.ColorBits.Blue,
    };
}
