using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms that bring numbers into a common range.</summary>
public static class NormalizationCatalog
{
    private const long MaximumExampleCount = 1000000000;
    private const int MaximumBinCount = 1024;

    /// <summary>Divides by the largest magnitude; or, when zero need not stay zero, maps the smallest value to 0 and the largest to 1.</summary>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        long maximumExampleCount = MaximumExampleCount,
        bool fixZero = true)
        => catalog.NormalizeMinMax(Pair(outputColumnName, inputColumnName), maximumExampleCount, fixZero);

    /// <inheritdoc cref="NormalizeMinMax(TransformsCatalog, string, string?, long, bool)"/>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog, InputOutputColumnPair[] columns, long maximumExampleCount = MaximumExampleCount, bool fixZero = true)
        => Create(catalog, columns, maximumExampleCount, new MinMaxMode(fixZero));

    /// <summary>Divides by the standard deviation around the mean; or around zero, when zero must stay zero.</summary>
    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        long maximumExampleCount = MaximumExampleCount,
        bool fixZero = true,
        bool useCdf = false)
        => catalog.NormalizeMeanVariance(Pair(outputColumnName, inputColumnName), maximumExampleCount, fixZero, useCdf);

    /// <inheritdoc cref="NormalizeMeanVariance(TransformsCatalog, string, string?, long, bool, bool)"/>
    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = MaximumExampleCount,
        bool fixZero = true,
        bool useCdf = false)
        => Create(catalog, columns, maximumExampleCount, new MeanVarianceMode(fixZero, useCdf, UseLog: false));

    /// <summary>Normalizes by mean and standard deviation of the logarithm of the positive values.</summary>
    public static NormalizingEstimator NormalizeLogMeanVariance(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        long maximumExampleCount = MaximumExampleCount,
        bool useCdf = true)
        => catalog.NormalizeLogMeanVariance(Pair(outputColumnName, inputColumnName), maximumExampleCount, useCdf);

    /// <inheritdoc cref="NormalizeLogMeanVariance(TransformsCatalog, string, string?, long, bool)"/>
    public static NormalizingEstimator NormalizeLogMeanVariance(
        this TransformsCatalog catalog,
        string outputColumnName,
        bool fixZero,
        string? inputColumnName = null,
        long maximumExampleCount = MaximumExampleCount,
        bool useCdf = true)
        => catalog.NormalizeLogMeanVariance(Pair(outputColumnName, inputColumnName), fixZero, maximumExampleCount, useCdf);

    /// <inheritdoc cref="NormalizeLogMeanVariance(TransformsCatalog, string, string?, long, bool)"/>
    public static NormalizingEstimator NormalizeLogMeanVariance(
        this TransformsCatalog catalog, InputOutputColumnPair[] columns, long maximumExampleCount = MaximumExampleCount, bool useCdf = true)
        => catalog.NormalizeLogMeanVariance(columns, fixZero: false, maximumExampleCount, useCdf);

    /// <inheritdoc cref="NormalizeLogMeanVariance(TransformsCatalog, string, string?, long, bool)"/>
    public static NormalizingEstimator NormalizeLogMeanVariance(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        bool fixZero,
        long maximumExampleCount = MaximumExampleCount,
        bool useCdf = true)
        => Create(catalog, columns, maximumExampleCount, new MeanVarianceMode(fixZero, useCdf, UseLog: true));

    /// <summary>Replaces each value by the number of its bin, of bins that hold about equally many values, scaled to [0, 1].</summary>
    public static NormalizingEstimator NormalizeBinning(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        long maximumExampleCount = MaximumExampleCount,
        bool fixZero = true,
        int maximumBinCount = MaximumBinCount)
        => catalog.NormalizeBinning(Pair(outputColumnName, inputColumnName), maximumExampleCount, fixZero, maximumBinCount);

    /// <inheritdoc cref="NormalizeBinning(TransformsCatalog, string, string?, long, bool, int)"/>
    public static NormalizingEstimator NormalizeBinning(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = MaximumExampleCount,
        bool fixZero = true,
        int maximumBinCount = MaximumBinCount)
        => Create(catalog, columns, maximumExampleCount, new BinningMode(fixZero, maximumBinCount));

    /// <summary>Subtracts the median, if asked to, and divides by the part of the range between two quantiles.</summary>
    public static NormalizingEstimator NormalizeRobustScaling(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        long maximumExampleCount = MaximumExampleCount,
        bool centerData = true,
        uint quantileMin = 25,
        uint quantileMax = 75)
        => catalog.NormalizeRobustScaling(Pair(outputColumnName, inputColumnName), maximumExampleCount, centerData, quantileMin, quantileMax);

    /// <inheritdoc cref="NormalizeRobustScaling(TransformsCatalog, string, string?, long, bool, uint, uint)"/>
    public static NormalizingEstimator NormalizeRobustScaling(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = MaximumExampleCount,
        bool centerData = true,
        uint quantileMin = 25,
        uint quantileMax = 75)
        => Create(catalog, columns, maximumExampleCount, new RobustScalingMode(centerData, quantileMin, quantileMax));

    /// <summary>Divides every row by its norm.</summary>
    public static LpNormNormalizingEstimator NormalizeLpNorm(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        LpNormNormalizingEstimatorBase.NormFunction norm = LpNormNormalizingEstimatorBase.NormFunction.L2,
        bool ensureZeroMean = false)
        => new(
            CatalogUtils.GetEnvironment(catalog),
            new RowNorm(outputColumnName, inputColumnName ?? outputColumnName, norm, ensureZeroMean, Scale: 1));

    /// <summary>Subtracts every row's mean and divides by its norm or its standard deviation.</summary>
    public static GlobalContrastNormalizingEstimator NormalizeGlobalContrast(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        bool ensureZeroMean = true,
        bool ensureUnitStandardDeviation = false,
        float scale = 1)
        => new(
            CatalogUtils.GetEnvironment(catalog),
            new RowNorm(
                outputColumnName,
                inputColumnName ?? outputColumnName,
                ensureUnitStandardDeviation
                    ? LpNormNormalizingEstimatorBase.NormFunction.StandardDeviation
                    : LpNormNormalizingEstimatorBase.NormFunction.L2,
                ensureZeroMean,
                scale));

    private static InputOutputColumnPair[] Pair(string outputColumnName, string? inputColumnName)
        => [new InputOutputColumnPair(outputColumnName, inputColumnName!)];

    private static NormalizingEstimator Create(
        TransformsCatalog catalog, InputOutputColumnPair[] columns, long maximumExampleCount, NormalizationMode mode)
        => new(
            CatalogUtils.GetEnvironment(catalog),
            [.. columns.Select(pair => new NormalizedColumn(pair.OutputColumnName, pair.InputColumnName, maximumExampleCount, mode))]);
}
