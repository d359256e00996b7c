namespace MlPipeline.Datasets;

/// <summary>Labelled gray images of one size.</summary>
public sealed class ImageSet
{
    /// <summary>A set.</summary>
    /// <param name="pixels">[count, height, width], row by row, 0 (black) to 255.</param>
    /// <param name="labels">[count]: classes from 0.</param>
    /// <param name="height">Rows of an image, in pixels.</param>
    /// <param name="width">Columns of an image, in pixels.</param>
    /// <param name="classNames">Names of the classes.</param>
    /// <exception cref="DatasetException">The lengths do not belong together, or a label has no name.</exception>
    public ImageSet(byte[] pixels, byte[] labels, int height, int width, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        if (pixels.LongLength != (long)labels.Length * height * width)
            throw new DatasetException(
                $"{labels.Length} labels of {height}x{width} images need {(long)labels.Length * height * width} "
                    + $"pixels; there are {pixels.LongLength}."
            );
        int bad = Array.FindIndex(labels, label => label >= classNames.Count);
        if (bad >= 0)
            throw new DatasetException(
                $"Image {bad} has label {labels[bad]}; the set has classes 0 to {classNames.Count - 1}."
            );
        Pixels = pixels;
        Labels = labels;
        Height = height;
        Width = width;
        ClassNames = classNames;
    }

    /// <summary>[Count, Height, Width], row by row.</summary>
    public byte[] Pixels { get; }

    /// <summary>[Count]: classes from 0.</summary>
    public byte[] Labels { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Pixels of an image.</summary>
    public int Size => Height * Width;

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>The pixels of one image.</summary>
    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * Size, Size);
}
