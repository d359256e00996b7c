using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace MlPipeline.Conformance.Tests.Transforms;

/// <summary>Every normalizer by the name its values have among the goldens, and those that have none.</summary>
internal static class Normalizers
{
    public static readonly string[] WithGoldenValues =
    [
        "NormalizeMinMax",
        "NormalizeMinMax fixZero=false",
        "NormalizeMeanVariance",
        "NormalizeMeanVariance fixZero=false",
        "NormalizeMeanVariance fixZero=false useCdf=true",
        "NormalizeRobustScaling",
        "NormalizeLpNorm",
        "NormalizeBinning 4",
    ];

    public static readonly string[] All =
    [
        .. WithGoldenValues,
        "NormalizeLogMeanVariance",
        "NormalizeLogMeanVariance useCdf=false",
        "NormalizeLogMeanVariance fixZero useCdf=false",
        "NormalizeRobustScaling centerData=false",
        "NormalizeBinning fixZero=false",
        "NormalizeLpNorm L1 ensureZeroMean",
        "NormalizeLpNorm Infinity",
        "NormalizeGlobalContrast",
    ];

    public static IEstimator<ITransformer> Create(MLContext context, string name, string output, string? input = null)
    {
        TransformsCatalog transforms = context.Transforms;
        return name switch
        {
            "NormalizeMinMax" => transforms.NormalizeMinMax(output, input),
            "NormalizeMinMax fixZero=false" => transforms.NormalizeMinMax(output, input, fixZero: false),
            "NormalizeMeanVariance" => transforms.NormalizeMeanVariance(output, input),
            "NormalizeMeanVariance fixZero=false" => transforms.NormalizeMeanVariance(output, input, fixZero: false),
            "NormalizeMeanVariance fixZero=false useCdf=true" => transforms.NormalizeMeanVariance(output, input, fixZero: false, useCdf: true),
            "NormalizeLogMeanVariance" => transforms.NormalizeLogMeanVariance(output, input),
            "NormalizeLogMeanVariance useCdf=false" => transforms.NormalizeLogMeanVariance(output, input, useCdf: false),
            "NormalizeLogMeanVariance fixZero useCdf=false" => transforms.NormalizeLogMeanVariance(output, true, input, useCdf: false),
            "NormalizeRobustScaling" => transforms.NormalizeRobustScaling(output, input),
            "NormalizeRobustScaling centerData=false" => transforms.NormalizeRobustScaling(output, input, centerData: false),
            "NormalizeBinning 4" => transforms.NormalizeBinning(output, input, maximumBinCount: 4),
            "NormalizeBinning fixZero=false" => transforms.NormalizeBinning(output, input, fixZero: false, maximumBinCount: 7),
            "NormalizeLpNorm" => transforms.NormalizeLpNorm(output, input),
            "NormalizeLpNorm L1 ensureZeroMean" => transforms.NormalizeLpNorm(
                output, input, LpNormNormalizingEstimatorBase.NormFunction.L1, ensureZeroMean: true),
            "NormalizeLpNorm Infinity" => transforms.NormalizeLpNorm(output, input, LpNormNormalizingEstimatorBase.NormFunction.Infinity),
            "NormalizeGlobalContrast" => transforms.NormalizeGlobalContrast(output, input, scale: 2),
            _ => throw new ArgumentException($"No normalizer is called '{name}'.", nameof(name)),
        };
    }
}
