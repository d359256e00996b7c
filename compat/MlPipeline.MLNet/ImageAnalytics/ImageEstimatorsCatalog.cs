using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML;

/// <summary>Transforms of pictures.</summary>
public static class ImageEstimatorsCatalog
{
    /// <summary>Makes pictures gray.</summary>
    public static ImageGrayscalingEstimator ConvertToGrayscale(this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null)
        => new(CatalogUtils.GetEnvironment(catalog), (outputColumnName, inputColumnName ?? outputColumnName));

    /// <summary>Loads pictures: PNG, PNM, BMP.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the new column.</param>
    /// <param name="imageFolder">What paths are relative to; null for the current directory.</param>
    /// <param name="inputColumnName">The column of paths; the output's name when not given.</param>
    public static ImageLoadingEstimator LoadImages(this TransformsCatalog catalog, string outputColumnName, string? imageFolder, string? inputColumnName = null)
        => new(CatalogUtils.GetEnvironment(catalog), imageFolder, asImage: true, (outputColumnName, inputColumnName ?? outputColumnName));

    /// <summary>Loads the bytes of files of pictures.</summary>
    /// <inheritdoc cref="LoadImages"/>
    public static ImageLoadingEstimator LoadRawImageBytes(this TransformsCatalog catalog, string outputColumnName, string? imageFolder, string? inputColumnName = null)
        => new(CatalogUtils.GetEnvironment(catalog), imageFolder, asImage: false, (outputColumnName, inputColumnName ?? outputColumnName));

    /// <summary>Makes vectors of the pixels of pictures of one size.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the new column.</param>
    /// <param name="inputColumnName">The column of pictures; the output's name when not given.</param>
    /// <param name="colorsToExtract">Which colours are taken.</param>
    /// <param name="orderOfExtraction">In which order they come.</param>
    /// <param name="interleavePixelColors">Whether the colours of a pixel lie side by side, or each colour in a plane of its own.</param>
    /// <param name="offsetImage">What is subtracted from 0 to 255.</param>
    /// <param name="scaleImage">What is multiplied after that.</param>
    /// <param name="outputAsFloatArray">Whether numbers are Single; else they are bytes, neither offset nor scaled.</param>
    public static ImagePixelExtractingEstimator ExtractPixels(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        ImagePixelExtractingEstimator.ColorBits colorsToExtract = ImagePixelExtractingEstimator.ColorBits.Rgb,
        ImagePixelExtractingEstimator.ColorsOrder orderOfExtraction = ImagePixelExtractingEstimator.ColorsOrder.ARGB,
        bool interleavePixelColors = false,
        float offsetImage = 0,
        float scaleImage = 1,
        bool outputAsFloatArray = true)
        => new(
            CatalogUtils.GetEnvironment(catalog),
            new ExtractedColumn(outputColumnName, inputColumnName ?? outputColumnName, colorsToExtract, orderOfExtraction, interleavePixelColors, offsetImage, scaleImage, outputAsFloatArray));

    /// <summary>Brings pictures to one size.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the new column.</param>
    /// <param name="imageWidth">Columns.</param>
    /// <param name="imageHeight">Rows.</param>
    /// <param name="inputColumnName">The column of pictures; the output's name when not given.</param>
    /// <param name="resizing">What becomes of the proportions.</param>
    /// <param name="cropAnchor">Which part stays when a picture is cropped.</param>
    public static ImageResizingEstimator ResizeImages(
        this TransformsCatalog catalog,
        string outputColumnName,
        int imageWidth,
        int imageHeight,
        string? inputColumnName = null,
        ImageResizingEstimator.ResizingKind resizing = ImageResizingEstimator.ResizingKind.IsoCrop,
        ImageResizingEstimator.Anchor cropAnchor = ImageResizingEstimator.Anchor.Center)
        => new(CatalogUtils.GetEnvironment(catalog), new ResizedColumn(outputColumnName, inputColumnName ?? outputColumnName, imageWidth, imageHeight, resizing, cropAnchor));
}
