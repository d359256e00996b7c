using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;
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
    /// <returns>
    /// Columns Features (Vector of Single, raw pixels 0 to 255) and Label (key, whose values are the names).
    /// </returns>
    /// <exception cref="DatasetException">A file is missing or damaged, or the counts differ.</exception>
    public static IDataView LoadFromIdx(
        this DataOperationsCatalog catalog,
        string imagesPath,
        string labelsPath,
        IReadOnlyList<string>? classNames = null
    ) => catalog.LoadFromImages(IdxFile.ReadSet(imagesPath, labelsPath, classNames));

    /// <summary>Images in memory as rows.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="images">The images.</param>
    /// <param name="featureColumnName">Name of the column of pixels.</param>
    /// <param name="labelColumnName">Name of the column of classes.</param>
    public static IDataView LoadFromImages(
        this DataOperationsCatalog catalog,
        ImageSet images,
        string featureColumnName = "Features",
        string labelColumnName = "Label"
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(images);
        return new ImageSetDataView(images, featureColumnName, labelColumnName);
    }

    /// <summary>
    /// Pictures in folders, one a class, as rows of paths. LoadImagePixels (<see cref="ImagePixelCatalog"/>) makes
    /// features of them; so do ML.NET's LoadImages, ResizeImages, ConvertToGrayscale and ExtractPixels. Warnings count
    /// and name the files that were left out, pictures that come twice, and links that lead in circles.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="path">The folder that holds the classes' folders.</param>
    /// <param name="extensions">
    /// Endings of the files that count, such as <c>.png</c>; <see cref="ImageFormats.Extensions"/> where null.
    /// </param>
    /// <param name="skipBadImages">
    /// Whether every picture is read now and those that cannot be read are left out; otherwise they are errors when
    /// they are read.
    /// </param>
    /// <returns>Columns ImagePath (text) and Label (text: the folder's name), in ordinal order of both.</returns>
    /// <exception cref="DatasetException">
    /// There is no such folder, it holds no classes, or a class has no pictures.
    /// </exception>
    public static IDataView LoadFromImageFolder(
        this DataOperationsCatalog catalog,
        string path,
        IReadOnlyList<string>? extensions = null,
        bool skipBadImages = false
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ImageFolder folder = ImageFolder.Read(path, extensions, skipBadImages);
        using IChannel channel = CatalogUtils.GetEnvironment(catalog).Start(nameof(LoadFromImageFolder));
        foreach (string warning in folder.Warnings)
            channel.Warning(MessageSensitivity.None, warning);
        return catalog.LoadFromImageFolder(folder);
    }

    /// <summary>Pictures in folders that have been looked through, as rows of paths.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>Columns ImagePath (text) and Label (text).</returns>
    public static IDataView LoadFromImageFolder(this DataOperationsCatalog catalog, ImageFolder folder)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(folder);
        return catalog.LoadFromEnumerable(
            folder.Files.Select(file => new ImageFolderRow { ImagePath = file.Path, Label = file.ClassName }).ToArray()
        );
    }
}
