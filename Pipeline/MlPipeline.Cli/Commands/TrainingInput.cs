using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;
using MlPipeline.Datasets;

namespace MlPipeline.Cli.Commands;

/// <summary>What <c>train</c> learns from.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Title">The line that describes it.</param>
/// <param name="ClassNames">The classes.</param>
/// <param name="Schema">The columns that the whole model takes.</param>
/// <param name="Training">Features and Label to train on.</param>
/// <param name="Test">Features and Label to test on.</param>
/// <param name="Preparation">What makes Features and Label of the model's columns; null where they are these.</param>
/// <param name="BadImages">The number of files that were left out; null where none might be.</param>
/// <param name="Images">The pictures that features were made of, to train on and to test on.</param>
/// <param name="ShowSamples">Shows what the model in a file says of some test images.</param>
internal sealed record TrainingInput(
    string Name, string Title, IReadOnlyList<string> ClassNames, DataViewSchema Schema, IDataView Training, IDataView Test, ITransformer? Preparation, int? BadImages, Func<(ImageSet Training, ImageSet Test)> Images, Action<string> ShowSamples)
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
        return new TrainingInput(name, title, training.ClassNames, data.Schema, data, context.Data.LoadFromImages(test), null, null, () => (training, test), path => Samples.Show(new MLContext(), path, test));
    }

    /// <summary>Folders of pictures. Each picture is read once and then kept in memory.</summary>
    public static TrainingInput OfFolders(MLContext context, ImageFolderArguments.Folders folders)
    {
        IDataView training = context.Data.LoadFromImageFolder(folders.Training), test = context.Data.LoadFromImageFolder(folders.Test);
        var preparation = context.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(context.Transforms.LoadImages("Image", "", "ImagePath"))
            .Append(context.Transforms.ResizeImages("Image", folders.Width, folders.Height, resizing: ImageResizingEstimator.ResizingKind.IsoPad))
            .Append(context.Transforms.ConvertToGrayscale("Image"))
            .Append(context.Transforms.ExtractPixels("Features", "Image", ImagePixelExtractingEstimator.ColorBits.Red))
            .Fit(training);
        IDataView Prepared(IDataView paths) => context.Data.Cache(preparation.Transform(paths), "Features", "Label");
        IDataView preparedTraining = Prepared(training), preparedTest = Prepared(test);
        ImageSet ImagesOf(IDataView prepared) => ReadImages(prepared, folders);
        string title = $"{folders.Training.Path}: {folders.Training.Files.Count} pictures of {folders.Training.ClassNames.Count} classes to train on and {folders.Test.Files.Count} to test on, brought to {folders.Width}x{folders.Height}";
        return new TrainingInput(
            folders.Training.Path, title, folders.Training.ClassNames, training.Schema, preparedTraining, preparedTest, preparation, folders.BadImages.Count, () => (ImagesOf(preparedTraining), ImagesOf(preparedTest)), path => Samples.Show(new MLContext(), path, folders.Test));
    }

    private static ImageSet ReadImages(IDataView prepared, ImageFolderArguments.Folders folders)
    {
        List<byte> pixels = [], labels = [];
        DataViewSchema.Column features = prepared.Schema["Features"], label = prepared.Schema["Label"];
        using DataViewRowCursor cursor = prepared.GetRowCursor([features, label]);
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        ValueGetter<uint> getLabel = cursor.GetGetter<uint>(label);
        VBuffer<float> values = default;
        uint key = 0;
        while (cursor.MoveNext())
        {
            getFeatures(ref values);
            getLabel(ref key);
            pixels.AddRange(values.DenseValues().Select(value => (byte)Math.Clamp(value, 0, 255)));
            // Keys count from 1.
            labels.Add((byte)(key - 1));
        }
        return new ImageSet([.. pixels], [.. labels], folders.Height, folders.Width, folders.Training.ClassNames);
    }
}
