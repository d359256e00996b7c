using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary>The data of a training.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Title">The line that describes it.</param>
/// <param name="ClassNames">The classes.</param>
/// <param name="Schema">The columns that the whole model takes.</param>
/// <param name="Training">Features and Label to train on.</param>
/// <param name="Test">Features and Label to test on.</param>
/// <param name="Preparation">
/// Computes Features and Label from the columns of the model; null if they are the columns.
/// </param>
/// <param name="Pictures">
/// The files that were left out or came more than once; null where it learns from no files of pictures.
/// </param>
/// <param name="Images">The images of the features, for training and testing.</param>
/// <param name="ShowSamples">Shows predictions of the model in a file for some test images.</param>
internal sealed record TrainingInput(
    string Name,
    string Title,
    IReadOnlyList<string> ClassNames,
    DataViewSchema Schema,
    IDataView Training,
    IDataView Test,
    ITransformer? Preparation,
    PictureCounts? Pictures,
    Func<(ImageSet Training, ImageSet Test)> Images,
    Action<string> ShowSamples
)
{
    /// <summary>A named data set.</summary>
    public static TrainingInput OfDataset(MLContext context, string name)
    {
        (ImageSet training, ImageSet test) = DatasetCatalog.Load(name);
        return OfImages(context, name, DatasetCatalog.TitleOf(name), training, test);
    }

    /// <summary>Images in memory.</summary>
    public static TrainingInput OfImages(MLContext context, string name, string title, ImageSet training, ImageSet test)
    {
        IDataView data = context.Data.LoadFromImages(training);
        return new TrainingInput(
            name,
            title,
            training.ClassNames,
            data.Schema,
            data,
            context.Data.LoadFromImages(test),
            null,
            null,
            () => (training, test),
            path => Samples.Show(new MLContext(), path, test)
        );
    }

    /// <summary>
    /// Folders of pictures. Each picture is read once, before training begins, and then kept in memory; a warning says
    /// where pictures cannot be told apart.
    /// </summary>
    /// <exception cref="DatasetException">A picture cannot be read; the message names it.</exception>
    public static TrainingInput OfFolders(MLContext context, ImageFolderArguments.Folders folders)
    {
        ImageFolder training = folders.Training;
        ImageFolder test = folders.Test;
        IDataView files = context.Data.LoadFromImageFolder(training);
        IDataView testFiles = context.Data.LoadFromImageFolder(test);
        var preparation = context
            .Transforms.Conversion.MapValueToKey(
                "Label",
                keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue
            )
            .Append(context.Transforms.LoadImagePixels("Features", folders.Preprocessing, "ImagePath"))
            .Fit(files);
        IDataView prepared = Prepared(files);
        IDataView preparedTest = Prepared(testFiles);
        PictureWarnings.Write(
            PictureErrors.Unwrapped(() =>
            {
                string[] warnings =
                [
                    .. PictureWarnings.OfUniform(prepared, folders.Preprocessing, training.ClassNames),
                ];
                _ = preparedTest.GetColumn<VBuffer<float>>("Features").Count();
                return warnings;
            })
        );
        string title =
            $"{training.Path}: {training.Files.Count} pictures of {training.ClassNames.Count} classes to train on "
            + $"and {test.Files.Count} to test on, brought to "
            + $"{folders.Preprocessing.Width}x{folders.Preprocessing.Height}";
        return new TrainingInput(
            training.Path,
            title,
            training.ClassNames,
            files.Schema,
            prepared,
            preparedTest,
            preparation,
            folders.Counts,
            () => (ReadImages(prepared, folders), ReadImages(preparedTest, folders)),
            path => Samples.Show(new MLContext(), path, test)
        );

        IDataView Prepared(IDataView paths) => context.Data.Cache(preparation.Transform(paths), "Features", "Label");
    }

    private static ImageSet ReadImages(IDataView prepared, ImageFolderArguments.Folders folders)
    {
        List<byte> pixels = [];
        List<byte> labels = [];
        foreach ((float[] values, int @class) in PreparedPictures.Of(prepared))
        {
            pixels.AddRange(values.Select(value => (byte)Math.Clamp(value, 0, 255)));
            labels.Add((byte)@class);
        }
        ImagePreprocessing size = folders.Preprocessing;
        return new ImageSet([.. pixels], [.. labels], size.Height, size.Width, folders.Training.ClassNames);
    }
}
