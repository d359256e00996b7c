using Microsoft.ML;

namespace MlPipeline.Cli.Commands;

/// <summary>How pixels are scaled.</summary>
internal enum NormalizationKind
{
    /// <summary>Divides each pixel by its largest value.</summary>
    MinMax,

    /// <summary>Scales each pixel to mean 0 and variance 1.</summary>
    MeanVariance,

    /// <summary>Scales gray values from [0, 255] to [-1, 1], independently of the images.</summary>
    Symmetric,

    /// <summary>Does not scale pixels.</summary>
    None,
}

internal static class Normalization
{
    /// <summary>Creates the estimator; null for none.</summary>
    public static IEstimator<ITransformer>? Of(MLContext context, NormalizationKind kind) =>
        kind switch
        {
            NormalizationKind.MinMax => context.Transforms.NormalizeMinMax("Features"),
            NormalizationKind.MeanVariance => context.Transforms.NormalizeMeanVariance("Features", fixZero: false),
            NormalizationKind.Symmetric => new SymmetricPixels(context),
            _ => null,
        };
}
