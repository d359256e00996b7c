using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Estimators.Tests;

/// <summary>Folders of pictures as an ML.NET user trains on them.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly MLContext _context = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_are_paths_and_labels()
    {
        PutBars(3);
        IDataView data = _context.Data.LoadFromImageFolder(_folder);
        Assert.Equal(
            ["ImagePath: String", "Label: String"],
            data.Schema.Select(column => $"{column.Name}: {column.Type}")
        );
        Assert.Equal(["across", "across", "across", "down", "down", "down"], data.GetColumn<string>("Label"));
        Assert.All(data.GetColumn<string>("ImagePath"), path => Assert.True(File.Exists(path)));
    }

    [Fact]
    public void The_chain_of_images_and_the_trainer_learn_them_and_a_loaded_model_predicts_a_file()
    {
        PutBars(30);
        IDataView data = _context.Data.LoadFromImageFolder(_folder);
        ITransformer model = _context
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(_context.Transforms.LoadImages("Image", "", "ImagePath"))
            .Append(_context.Transforms.ResizeImages("Image", 8, 8))
            .Append(_context.Transforms.ConvertToGrayscale("Image"))
            .Append(
                _context.Transforms.ExtractPixels(
                    "Features",
                    "Image",
                    ImagePixelExtractingEstimator.ColorBits.Red,
                    scaleImage: 1 / 255f
                )
            )
            .AppendCacheCheckpoint(_context)
            .Append(
                _context.MulticlassClassification.Trainers.FeedForward(
                    hiddenLayers: [16],
                    epochs: 20,
                    batchSize: 8,
                    seed: 1
                )
            )
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);
        using var zip = new MemoryStream();
        _context.Model.Save(model, data.Schema, zip);
        zip.Position = 0;
        PredictionEngine<Picture, Prediction> engine = new MLContext().Model.CreatePredictionEngine<
            Picture,
            Prediction
        >(new MLContext().Model.Load(zip, out _));
        Bar("new.png", across: true, at: 4);
        Assert.Equal(
            "across",
            engine.Predict(new Picture { ImagePath = Path.Combine(_folder, "new.png") }).PredictedLabel
        );
        Bar("new.png", across: false, at: 3);
        Assert.Equal(
            "down",
            engine.Predict(new Picture { ImagePath = Path.Combine(_folder, "new.png") }).PredictedLabel
        );
    }

    [Fact]
    public void Bad_images_are_left_out_with_a_warning_that_counts_them()
    {
        PutBars(2);
        File.WriteAllText(Path.Combine(_folder, "down", "bad.png"), "no picture");
        List<string> log = [];
        _context.Log += (_, e) => log.Add(e.Message);
        Assert.Equal(
            4,
            _context.Data.LoadFromImageFolder(_folder, skipBadImages: true).GetColumn<string>("Label").Count()
        );
        Assert.Contains(
            log,
            line =>
                line.Contains("1 picture of ", StringComparison.Ordinal)
                && line.Contains("bad.png", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Files_of_extensions_not_asked_for_are_counted_and_named_in_a_warning()
    {
        PutBars(2);
        File.WriteAllText(Path.Combine(_folder, "down", "notes.txt"), "no picture");
        List<string> log = [];
        _context.Log += (_, e) => log.Add(e.Message);
        _context.Data.LoadFromImageFolder(_folder);
        Assert.Contains(
            log,
            line =>
                line.Contains("1 file ", StringComparison.Ordinal)
                && line.Contains("notes.txt", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void LoadImagePixels_and_the_trainer_learn_them()
    {
        PutBars(30);
        IDataView data = _context.Data.LoadFromImageFolder(_folder);
        ITransformer model = _context
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(_context.Transforms.LoadImagePixels("Features", imageWidth: 8, imageHeight: 8, "ImagePath"))
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .Append(
                _context.MulticlassClassification.Trainers.FeedForward(
                    hiddenLayers: [16],
                    epochs: 20,
                    batchSize: 8,
                    seed: 1
                )
            )
            .Fit(data);
        Assert.True(_context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy > 0.85);
    }

    [Fact]
    public void An_empty_class_is_named()
    {
        PutBars(1);
        Directory.CreateDirectory(Path.Combine(_folder, "nothing"));
        Assert.Contains(
            "'nothing'",
            Assert.Throws<DatasetException>(() => _context.Data.LoadFromImageFolder(_folder)).Message,
            StringComparison.Ordinal
        );
    }

    private void PutBars(int count)
    {
        foreach (string name in new[] { "across", "down" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
            for (int i = 0; i < count; i++)
                Bar(Path.Combine(name, $"{i}.png"), name == "across", i % 8);
        }
    }

    private void Bar(string name, bool across, int at) =>
        PngFile.WriteGray(
            Path.Combine(_folder, name),
            new GrayImage(
                [.. Enumerable.Range(0, 64).Select(i => (byte)((across ? i / 8 : i % 8) == at ? 255 : 0))],
                8,
                8
            )
        );

    private sealed class Picture
    {
        public string ImagePath { get; set; } = "";

        public string Label { get; set; } = "";
    }

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";
    }
}
