using MlPipeline.Datasets;
using MlPipeline.Estimators.Data;

namespace Microsoft.ML;

/// <summary>Loading images as rows of pixels.</summary>
public static class ImageDataCatalog
{
    /// <summary>Loads an IDX pair of files, the format of MNIST; gzipped or raw.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="imagesPath">The file of images.</param>
    /// <param name="labelsPath">The file of labels.</param>
    /// <param name="classNames">What the labels 0, 1, ... are called; their numbers where null.</param>
    /// <returns>Columns Features (Vector of Single, raw pixels 0 to 255) and Label (key, whose values are the names).</returns>
    /// <exception cref="DatasetException">A file is missing or damaged, or the counts differ.</exception>
    public static IDataView LoadFromIdx(this DataOperationsCatalog catalog, string imagesPath, string labelsPath, IReadOnlyList<string>? classNames = null) =>
        catalog.LoadFromImages(IdxFile.ReadSet(imagesPath, labelsPath, classNames));

    /// <summary>Images in memory as rows.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="images">The images.</param>
    /// <param name="featureColumnName">Name of the column of pixels.</param>
    /// <param name="labelColumnName">Name of the column of classes.</param>
    public static IDataView LoadFromImages(this DataOperationsCatalog catalog, ImageSet images, string featureColumnName = "Features", string labelColumnName = "Label")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(images);
        return new ImageSetDataView(images, featureColumnName, labelColumnName);
    }
}
