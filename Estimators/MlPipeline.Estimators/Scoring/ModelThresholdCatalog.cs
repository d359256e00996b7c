using Microsoft.ML.Data;
using MlPipeline.Estimators;

namespace Microsoft.ML;

/// <summary>Thresholds of binary models.</summary>
public static class ModelThresholdCatalog
{
    /// <summary>
    /// Gets a model that decides for true above another score, as ML.NET's own method of this name does for its models.
    /// Scores are log-odds: to decide at the probability p, give <c>MathF.Log(p / (1 - p))</c>.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">The model; it does not change.</param>
    /// <param name="threshold">The score above which the predicted label is true.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not a number.</exception>
    /// <example>
    /// <code>
    /// FeedForwardBinaryTransformer model = context.BinaryClassification.Trainers.FeedForward().Fit(data);
    /// FeedForwardBinaryTransformer careful = context.BinaryClassification.ChangeModelThreshold(model, 2.2f);
    /// </code>
    /// </example>
    public static FeedForwardBinaryTransformer ChangeModelThreshold(
        this BinaryClassificationCatalog catalog,
        FeedForwardBinaryTransformer model,
        float threshold
    )
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        if (float.IsNaN(threshold))
            throw new ArgumentOutOfRangeException(nameof(threshold), "threshold is NaN; give a score, in log-odds.");
        if (threshold == model.Threshold)
            return model;
        return model.WithThreshold(CatalogUtils.GetEnvironment(catalog), threshold);
    }
}
