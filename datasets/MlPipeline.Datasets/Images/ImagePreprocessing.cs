namespace MlPipeline.Datasets.Images;

/// <summary>
/// The one rule from the file of a picture to the pixels that a network takes: training, evaluation and prediction read
/// pictures by it alike.
/// </summary>
public sealed record ImagePreprocessing
{
    /// <summary>The longest side of pictures.</summary>
    public const int MostSide = 1024;

    /// <summary>Rows that pictures are brought to, 1 to <see cref="MostSide"/>.</summary>
    public int Height { get; init; } = 28;

    /// <summary>Columns that pictures are brought to, 1 to <see cref="MostSide"/>.</summary>
    public int Width { get; init; } = 28;

    /// <summary>
    /// What lies behind transparent pixels; null for white, and black behind a picture that white would hide.
    /// </summary>
    public RgbColor? Background { get; init; }

    /// <summary>The most pixels that a file may declare, 1 to <see cref="ImageFile.MostMaxPixels"/>.</summary>
    public long MaxPixels { get; init; } = ImageFile.DefaultMaxPixels;

    /// <summary>Whether pictures become their negatives.</summary>
    public ImageInversion Inversion { get; init; }

    /// <summary>How what a picture shows is framed.</summary>
    public ImageFraming Framing { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Validate()
    {
        Check(nameof(Height), Height, MostSide);
        Check(nameof(Width), Width, MostSide);
        Check(nameof(MaxPixels), MaxPixels, ImageFile.MostMaxPixels);
        if (!Enum.IsDefined(Inversion))
            throw Unknown(nameof(Inversion), Inversion);
        if (!Enum.IsDefined(Framing))
            throw Unknown(nameof(Framing), Framing);
        if (Framing == ImageFraming.Mnist && (Height, Width) != (MnistFraming.Side, MnistFraming.Side))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Framing),
                Framing,
                $"Pictures of {Width}x{Height} cannot be framed as MNIST's, which are 28x28."
            );
        }
    }

    /// <summary>Reads a picture.</summary>
    /// <returns>[Height, Width], 0 (black) to 255.</returns>
    /// <exception cref="DatasetException">
    /// The file is missing or cannot be read as a picture; the message names it.
    /// </exception>
    public GrayImage Read(string path) => Apply(ImageFile.ReadGray(path, Background, MaxPixels));

    /// <summary>Brings a picture to the size and form that a network takes.</summary>
    public GrayImage Apply(GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        bool isInverted =
            Inversion == ImageInversion.Yes || (Inversion == ImageInversion.Auto && image.EdgeMedian() > 127);
        if (isInverted)
            image = image.Invert();
        return Framing == ImageFraming.Mnist ? MnistFraming.Apply(image) : image.Fit(Height, Width);
    }

    private static void Check(string name, long value, long most)
    {
        if (value < 1 || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give 1 to {most}.");
    }

    private static ArgumentOutOfRangeException Unknown<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum =>
        new(name, value, $"{name} is {value}; give {string.Join(" or ", Enum.GetNames<TEnum>())}.");
}

/// <summary>Whether pictures become their negatives.</summary>
public enum ImageInversion
{
    /// <summary>They stay as they are.</summary>
    No,

    /// <summary>All are inverted.</summary>
    Yes,

    /// <summary>
    /// Those whose edge is light (its median is above 127) are inverted, so that all are light on dark.
    /// </summary>
    Auto,
}

/// <summary>How what a picture shows is framed.</summary>
public enum ImageFraming
{
    /// <summary>The whole picture, with its proportions.</summary>
    Whole,

    /// <summary>
    /// As the digits of MNIST: what is light is cut out, brought into 20x20 pixels and centred by its mass in 28x28,
    /// and the dark around it becomes 0.
    /// </summary>
    Mnist,
}
