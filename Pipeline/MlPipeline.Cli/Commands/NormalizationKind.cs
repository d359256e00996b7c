using Microsoft.ML;

namespace MlPipeline.Cli.Commands;

/// <summary>How pixels are brought to about -1 to 1.</summary>
internal enum NormalizationKind
{
    /// <summary>Each pixel divided by its largest value.</summary>
    MinMax,

    /// <summary>Each pixel to mean 0 and variance 1.</summary>
    MeanVariance,

    /// <summary>Gray values 0 to 255 to -1 to 1, whatever the images.</summary>
    Symmetric,

    /// <summary>Not at all.</summary>
    None,
}

internal static class Normalization
{
    /// <summary>The estimator; null for none.</summary>
    public static IEstimator<ITransformer>? Of(MLContext context, NormalizationKind kind) =>
        kind switch
        {
            NormalizationKind.MinMax => context.Transforms.NormalizeMinMax("Features"),
            NormalizationKind.MeanVariance => context.Transforms.NormalizeMeanVariance("Features", fixZero: false),
            NormalizationKind.Symmetric => new SymmetricPixels(context),
            _ => null,
        };
}
