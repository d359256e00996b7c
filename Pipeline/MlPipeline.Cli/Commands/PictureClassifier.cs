using Microsoft.ML;

namespace MlPipeline.Cli.Commands;

/// <summary>A picture's file as the input of a model that was trained on folders of pictures.</summary>
internal sealed class PictureRow
{
    /// <summary>The path.</summary>
    public string ImagePath { get; set; } = "";

    /// <summary>The class, which is not known.</summary>
    public string Label { get; set; } = "";
}

/// <summary>A model that says what pictures in files show.</summary>
internal sealed class PictureClassifier
{
    private readonly PredictionEngine<PictureRow, ImagePrediction> _engine;
    private readonly string[] _names;

    public PictureClassifier(MLContext context, ITransformer model)
    {
        _engine = context.Model.CreatePredictionEngine<PictureRow, ImagePrediction>(model, ignoreMissingColumns: false);
        _names = ImageClassifier.ClassNames(_engine.OutputSchema["Score"]);
    }

    /// <summary>Whether a model that takes these columns is one for files of pictures.</summary>
    public static bool Takes(DataViewSchema? input) => input?.GetColumnOrNull(nameof(PictureRow.ImagePath)) != null;

    /// <summary>The class a picture shows, and its probability.</summary>
    public (string Name, float Probability) Classify(string path) => ImageClassifier.Best(_engine.Predict(new PictureRow { ImagePath = path }).Score, _names);
}
