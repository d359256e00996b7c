using Microsoft.ML.Data;
using MlPipeline.Datasets.Images;
using MlPipeline.Estimators.Images;

namespace Microsoft.ML;

/// <summary>Loading the pixels of pictures among ML.NET's transforms.</summary>
public static class ImagePixelCatalog
{
    /// <summary>
    /// Reads the pictures (PNG, JPEG, BMP, GIF, WebP) that a column of paths names, as gray pixels of one size. Does in
    /// one step what LoadImages, ResizeImages, ConvertToGrayscale and ExtractPixels do, and beyond them applies the
    /// orientation in EXIF, puts transparent pixels on a background, keeps proportions, and names a picture that cannot
    /// be read.
    /// </summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">
    /// The column of pixels: Vector of Single, [height, width], 0 (black) to 255.
    /// </param>
    /// <param name="imageWidth">Columns of pixels, 1 to 1024.</param>
    /// <param name="imageHeight">Rows of pixels, 1 to 1024.</param>
    /// <param name="inputColumnName">The column of paths: text; the output column's name where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is outside its range.</exception>
    /// <example>
    /// <code>
    /// var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
    ///     .Append(context.Transforms.LoadImagePixels("Features", imageWidth: 28, imageHeight: 28, "ImagePath"))
    ///     .Append(context.Transforms.NormalizeMinMax("Features"))
    ///     .Append(context.MulticlassClassification.Trainers.FeedForward());
    /// </code>
    /// </example>
    public static ImagePixelLoadingEstimator LoadImagePixels(
        this TransformsCatalog catalog,
        string outputColumnName,
        int imageWidth,
        int imageHeight,
        string? inputColumnName = null
    ) =>
        catalog.LoadImagePixels(
            outputColumnName,
            new ImagePreprocessing { Width = imageWidth, Height = imageHeight },
            inputColumnName
        );

    /// <summary>Reads the pictures that a column of paths names, by a rule of your own.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">
    /// The column of pixels: Vector of Single, [height, width], 0 (black) to 255.
    /// </param>
    /// <param name="preprocessing">Size, background, limit, inversion and framing; saved with the model.</param>
    /// <param name="inputColumnName">The column of paths: text; the output column's name where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value of the rule is outside its range.</exception>
    public static ImagePixelLoadingEstimator LoadImagePixels(
        this TransformsCatalog catalog,
        string outputColumnName,
        ImagePreprocessing preprocessing,
        string? inputColumnName = null
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ImagePixelLoadingEstimator(
            catalog.GetEnvironment(),
            outputColumnName,
            inputColumnName ?? outputColumnName,
            preprocessing
        );
    }
}
