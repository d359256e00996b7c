using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Input;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary>The rows on which <c>evaluate</c> tests a model.</summary>
/// <param name="Name">The data set's name, or the folder.</param>
/// <param name="Title">The line that describes it.</param>
/// <param name="Rows">The columns that the model takes.</param>
/// <param name="Count">The number of images.</param>
/// <param name="ClassNames">The classes.</param>
/// <param name="Pictures">
/// The files that were left out or came more than once; null where it is no folder of pictures.
/// </param>
internal sealed record EvaluationInput(
    string Name,
    string Title,
    IDataView Rows,
    int Count,
    IReadOnlyList<string> ClassNames,
    PictureCounts? Pictures
)
{
    /// <summary>The test images of a named data set.</summary>
    public static EvaluationInput OfDataset(MLContext context, string name)
    {
        ImageSet images = DatasetCatalog.LoadTest(name);
        string title = DatasetCatalog.TitleOf(name);
        return new EvaluationInput(
            name,
            title,
            context.Data.LoadFromImages(images),
            images.Count,
            images.ClassNames,
            null
        );
    }

    /// <summary>Pictures in folders, read as the model reads them.</summary>
    public static EvaluationInput OfFolder(MLContext context, string path, ITransformer model, bool skipBadImages)
    {
        long maxPixels = PictureClassifier.PreprocessingOf(model)?.MaxPixels ?? ImageFile.DefaultMaxPixels;
        ImageFolder folder = ImageFolder.Read(path, skipBadImages: skipBadImages, maxPixels: maxPixels);
        PictureWarnings.Write(folder.Warnings);
        return new EvaluationInput(
            path,
            $"{path}: {folder.Files.Count} pictures of {folder.ClassNames.Count} classes",
            context.Data.LoadFromImageFolder(folder),
            folder.Files.Count,
            folder.ClassNames,
            PictureCounts.Of(folder)
        );
    }

    /// <summary>Checks the classes, since the metrics of a model with other classes would be meaningless.</summary>
    /// <param name="known">The model's classes.</param>
    /// <param name="areNamed">Whether the model has their names.</param>
    /// <param name="path">The model.</param>
    /// <exception cref="InputException">The model does not know these classes.</exception>
    public void CheckClasses(IReadOnlyList<string> known, bool areNamed, string path)
    {
        if (!areNamed)
            return;
        // A folder may lack some of the classes; labels of a data set are numbers, which need all.
        bool isKnown =
            Pictures == null
                ? known.SequenceEqual(ClassNames)
                : !ClassNames.Except(known, StringComparer.Ordinal).Any();
        if (isKnown)
            return;
        string advice =
            Pictures == null
                ? "give the data set the model was trained on (--dataset)"
                : "give a folder with the classes the model was trained on (--images)";
        throw new InputException(
            $"'{path}' knows the classes {string.Join(", ", known)}, '{Name}' has {string.Join(", ", ClassNames)}; "
                + $"{advice}."
        );
    }
}
