using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Input;
using MlPipeline.Datasets.Images;
using MlPipeline.Estimators.Images;

namespace MlPipeline.Cli.Commands;

/// <summary>The path of an image, as the input of a model that was trained on folders of images.</summary>
internal sealed class PictureRow
{
    /// <summary>The path.</summary>
    public string ImagePath { get; set; } = "";

    /// <summary>The class, which is unknown; the model's input requires the column.</summary>
    public string Label { get; set; } = "";
}

/// <summary>Classifies image files with a model that takes paths.</summary>
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

    /// <summary>The rule by which a model reads pictures; null where ML.NET's LoadImages reads them.</summary>
    public static ImagePreprocessing? PreprocessingOf(ITransformer model) =>
        model switch
        {
            ImagePixelLoadingTransformer loader => loader.Preprocessing,
            IEnumerable<ITransformer> chain => chain.Select(PreprocessingOf).FirstOrDefault(found => found != null),
            _ => null,
        };

    /// <summary>The model with another rule.</summary>
    /// <exception cref="InputException">ML.NET's LoadImages reads the pictures.</exception>
    public static ITransformer With(
        ITransformer model,
        string path,
        Func<ImagePreprocessing, ImagePreprocessing> change
    )
    {
        if (PreprocessingOf(model) is not { } own)
        {
            throw new InputException(
                $"'{path}' reads pictures by ML.NET's LoadImages, so --invert, --prepare, --background and "
                    + "--max-pixels do not apply to it; leave them out."
            );
        }
        ImagePreprocessing changed = change(own);
        return changed == own ? model : Replaced(model);

        ITransformer Replaced(ITransformer part) =>
            part switch
            {
                ImagePixelLoadingTransformer loader => loader.WithPreprocessing(changed),
                TransformerChain<ITransformer> chain => new TransformerChain<ITransformer>([.. chain.Select(Replaced)]),
                _ => part,
            };
    }

    /// <summary>Predicts the class of an image, with its probability.</summary>
    public (string Name, float Probability) Classify(string path) =>
        ImageClassifier.Best(_engine.Predict(new PictureRow { ImagePath = path }).Score, _names);
}
