using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Input;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary>An image as the input of a model.</summary>
internal sealed class ImageRow
{
    /// <summary>Pixels, 0 to 255, row by row.</summary>
    public float[] Features { get; set; } = [];
}

/// <summary>The prediction of a model for an image.</summary>
internal sealed class ImagePrediction
{
    /// <summary>The probability of each class.</summary>
    public float[] Score { get; set; } = [];
}

/// <summary>Classifies images with a model that takes pixels.</summary>
internal sealed class ImageClassifier
{
    private const int MnistSide = 28;
    private const int Digits = 10;

    private readonly PredictionEngine<ImageRow, ImagePrediction> _engine;
    private readonly string[] _names;
    private readonly int _height;
    private readonly int _width;

    /// <param name="context">The context.</param>
    /// <param name="model">The model.</param>
    /// <param name="size">Rows and columns of its images.</param>
    public ImageClassifier(MLContext context, ITransformer model, (int Height, int Width) size)
    {
        (_height, _width) = size;
        SchemaDefinition input = SchemaDefinition.Create(typeof(ImageRow));
        input[nameof(ImageRow.Features)].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single,
            _height * _width
        );
        _engine = context.Model.CreatePredictionEngine<ImageRow, ImagePrediction>(
            model,
            ignoreMissingColumns: false,
            inputSchemaDefinition: input
        );
        _names = ClassNames(_engine.OutputSchema["Score"]);
    }

    /// <summary>
    /// How files of pictures are read for the model: light on dark, and as the digits of MNIST where it knows these.
    /// </summary>
    public ImagePreprocessing Preprocessing =>
        new()
        {
            Height = _height,
            Width = _width,
            Inversion = ImageInversion.Auto,
            Framing = KnowsMnist ? ImageFraming.Mnist : ImageFraming.Whole,
        };

    private bool KnowsMnist =>
        (_height, _width) == (MnistSide, MnistSide)
        && _names.SequenceEqual(
            Enumerable.Range(0, Digits).Select(digit => digit.ToString(CultureInfo.InvariantCulture))
        );

    /// <summary>
    /// Rows and columns of the images that a model takes: the dimensions of its Features, or a square.
    /// </summary>
    /// <exception cref="InputException">The model does not take images.</exception>
    public static (int Height, int Width) SizeOf(DataViewSchema? input)
    {
        DataViewType? type = input?.GetColumnOrNull(nameof(ImageRow.Features))?.Type;
        if (type is not VectorDataViewType { IsKnownSize: true } vector)
            throw new InputException(
                "The model takes neither pixels (Features) nor files of pictures (ImagePath); give a model of images."
            );
        if (vector.Dimensions.Length == 2)
            return (vector.Dimensions[0], vector.Dimensions[1]);
        int side = (int)Math.Round(Math.Sqrt(vector.Size));
        return side * side == vector.Size
            ? (side, side)
            : throw new InputException(
                $"The model takes {vector.Size} features, which are no square image; give a model of images."
            );
    }

    /// <summary>Gets the class names of a score column, or the class numbers.</summary>
    public static string[] ClassNames(DataViewSchema.Column score)
    {
        if (score.Type is not VectorDataViewType { Size: var classes and > 0 })
            throw new InputException("The model gives one number a row; give a model that tells classes apart.");
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (score.HasSlotNames())
            score.GetSlotNames(ref names);
        return names.Length == classes
            ? [.. names.DenseValues().Select(name => name.ToString())]
            : [.. Enumerable.Range(0, classes).Select(i => $"{i}")];
    }

    /// <summary>The class of the highest score.</summary>
    public static (string Name, float Probability) Best(float[] scores, string[] names)
    {
        int best = Array.IndexOf(scores, scores.Max());
        return (names[best], scores[best]);
    }

    /// <summary>Predicts the class of an image, with its probability.</summary>
    public (string Name, float Probability) Classify(ReadOnlySpan<byte> pixels)
    {
        var row = new ImageRow { Features = new float[pixels.Length] };
        for (int i = 0; i < pixels.Length; i++)
            row.Features[i] = pixels[i];
        return Best(_engine.Predict(row).Score, _names);
    }
}
