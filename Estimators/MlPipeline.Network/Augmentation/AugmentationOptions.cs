namespace MlPipeline.Network.Augmentation;

/// <summary>
/// How pictures are varied. All operations that move pixels (rotation, shift, zoom, shear, flip, elastic distortion)
/// are drawn first, composed, and done in one bilinear resampling; contrast, brightness, noise and erasing follow. The
/// default changes nothing; presets: <see cref="Affine"/>, <see cref="Elastic"/>, <see cref="AffineElastic"/>.
/// </summary>
public sealed record AugmentationOptions
{
    /// <summary>Small rotations (15 degrees), shifts (2 pixels), zoom (10 %) and shear (10 %).</summary>
    public static AugmentationOptions Affine { get; } =
        new()
        {
            Rotation = 15,
            Shift = 2,
            Zoom = 0.1f,
            Shear = 0.1f,
        };

    /// <summary>Elastic distortion as Simard, Steinkraus and Platt have it for digits of 28x28.</summary>
    public static AugmentationOptions Elastic { get; } = new() { ElasticDistortion = new(34, 4) };

    /// <summary>
    /// <see cref="Affine"/>, and gentler elastic distortion (20 and 4) than <see cref="Elastic"/>, as the rest is
    /// already done.
    /// </summary>
    public static AugmentationOptions AffineElastic { get; } = Affine with { ElasticDistortion = new(20, 4) };

    /// <summary>Degrees to either side, 0 to 180. Default: 0.</summary>
    public AugmentationRange Rotation { get; init; }

    /// <summary>
    /// Across and down, each drawn by itself: pixels from 1 on, below 1 a share of the side; at least 0. Default: 0.
    /// </summary>
    public AugmentationRange Shift { get; init; }

    /// <summary>Size is multiplied by a number from 1 - Zoom to 1 + Zoom; 0 to 0.9. Default: 0.</summary>
    public AugmentationRange Zoom { get; init; }

    /// <summary>Rows move sideways by this share of their distance from the middle, 0 to 2. Default: 0.</summary>
    public AugmentationRange Shear { get; init; }

    /// <summary>Smooth random displacements. Default: none.</summary>
    public ElasticDistortion ElasticDistortion { get; init; }

    /// <summary>Probability of exchanging left and right, 0 to 1. Default: 0.</summary>
    public float HorizontalFlip { get; init; }

    /// <summary>
    /// What is added to or taken from all pixels, as a share of <see cref="Pixels"/>, 0 to 1. Default: 0.
    /// </summary>
    public AugmentationRange Brightness { get; init; }

    /// <summary>
    /// Differences from the picture's mean are multiplied by a number from 1 - Contrast to 1 + Contrast; 0 to 1.
    /// Default: 0.
    /// </summary>
    public AugmentationRange Contrast { get; init; }

    /// <summary>
    /// Standard deviation of Gaussian noise, drawn from 0 to this share of <see cref="Pixels"/>, 0 to 1. Default: 0.
    /// </summary>
    public AugmentationRange Noise { get; init; }

    /// <summary>
    /// Random erasing (Zhong et al. 2020): a rectangle of 2 % to this share of the area becomes <see cref="Fill"/>; 0
    /// to 1. Default: 0.
    /// </summary>
    public AugmentationRange Erasing { get; init; }

    /// <summary>What lies outside a picture, and in erased rectangles; finite. Default: 0.</summary>
    public float Fill { get; init; }

    /// <summary>Varied copies of a row, at least 1. Default: 1.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Whether the row itself comes before its copies. Default: false.</summary>
    public bool KeepOriginals { get; init; }

    /// <summary>
    /// What brightness and noise are shares of, and what pixels are clipped to after brightness, contrast or noise.
    /// Default: the smallest and largest value of the first pictures where data are known, else 0 to 1.
    /// </summary>
    public PixelRange? Pixels { get; init; }

    /// <summary>Rows of pixels, at least 1. Default: found out from the data.</summary>
    public int? Height { get; init; }

    /// <summary>Columns of pixels, at least 1. Default: found out from the data.</summary>
    public int? Width { get; init; }

    /// <summary>Channels, one after the other in a row; at least 1. Default: found out from the data.</summary>
    public int? Channels { get; init; }

    /// <summary>Of everything random. Default: drawn from the MLContext, whose seed then decides.</summary>
    public int? Seed { get; init; }

    /// <summary>Rows that come out for one that goes in.</summary>
    internal int CopiesPerRow => checked(Copies + (KeepOriginals ? 1 : 0));

    /// <summary>Whether <see cref="Pixels"/> matter.</summary>
    internal bool NeedsPixels => Brightness.IsOn || Contrast.IsOn || Noise.IsOn;

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    internal void Validate()
    {
        Rotation.Validate(nameof(Rotation), 180, " degrees");
        Shift.Validate(nameof(Shift), 100_000, " pixels, or below 1 for a share of the side");
        Zoom.Validate(nameof(Zoom), 0.9f);
        Shear.Validate(nameof(Shear), 2);
        ElasticDistortion.Validate(nameof(ElasticDistortion));
        Require.Probability(HorizontalFlip, nameof(HorizontalFlip));
        Brightness.Validate(nameof(Brightness), 1);
        Contrast.Validate(nameof(Contrast), 1);
        Noise.Validate(nameof(Noise), 1);
        Erasing.Validate(nameof(Erasing), 1);
        Require.Finite(Fill, nameof(Fill));
        Require.AtLeast(1, Copies, nameof(Copies));
        Pixels?.Validate();
        if (Height is { } height)
            Require.AtLeast(1, height, nameof(Height));
        if (Width is { } width)
            Require.AtLeast(1, width, nameof(Width));
        if (Channels is { } channels)
            Require.AtLeast(1, channels, nameof(Channels));
    }
}
