using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Cli.Commands;

/// <summary>An image as the input of a model.</summary>
internal sealed class ImageRow
{
    /// <summary>Pixels, 0 to 255, row by row.</summary>
    public float[] Features { get; set; } = [];
}

/// <summary>What a model says of an image.</summary>
internal sealed class ImagePrediction
{
    /// <summary>The probability of each class.</summary>
    public float[] Score { get; set; } = [];
}

/// <summary>A model that says what images show.</summary>
internal sealed class ImageClassifier
{
    private readonly PredictionEngine<ImageRow, ImagePrediction> _engine;
    private readonly string[] _names;

    public ImageClassifier(MLContext context, ITransformer model, int pixels)
    {
        SchemaDefinition input = SchemaDefinition.Create(typeof(ImageRow));
        input[nameof(ImageRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, pixels);
        _engine = context.Model.CreatePredictionEngine<ImageRow, ImagePrediction>(model, ignoreMissingColumns: false, inputSchemaDefinition: input);
        _names = ClassNames(_engine.OutputSchema["Score"]);
    }

    /// <summary>The classes of a column of scores, or their numbers.</summary>
    public static string[] ClassNames(DataViewSchema.Column score)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (score.HasSlotNames()) score.GetSlotNames(ref names);
        int classes = ((VectorDataViewType)score.Type).Size;
        return names.Length == classes ? [.. names.DenseValues().Select(name => name.ToString())] : [.. Enumerable.Range(0, classes).Select(i => $"{i}")];
    }

    /// <summary>The class of the highest score.</summary>
    public static (string Name, float Probability) Best(float[] scores, string[] names)
    {
        int best = Array.IndexOf(scores, scores.Max());
        return (names[best], scores[best]);
    }

    /// <summary>The class an image shows, and its probability.</summary>
    public (string Name, float Probability) Classify(ReadOnlySpan<byte> pixels)
    {
        var row = new ImageRow { Features = new float[pixels.Length] };
        for (int i = 0; i < pixels.Length; i++) row.Features[i] = pixels[i];
        return Best(_engine.Predict(row).Score, _names);
    }
}
