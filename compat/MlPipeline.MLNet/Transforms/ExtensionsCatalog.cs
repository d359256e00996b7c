using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms of missing values.</summary>
public static class ExtensionsCatalog
{
    /// <summary>Replaces missing numbers of a column.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the new column.</param>
    /// <param name="inputColumnName">The column with missing numbers; the output's name when not given.</param>
    /// <param name="replacementMode">What replaces them.</param>
    /// <param name="imputeBySlot">Whether each slot of a vector is looked at alone.</param>
    public static MissingValueReplacingEstimator ReplaceMissingValues(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        MissingValueReplacingEstimator.ReplacementMode replacementMode = MissingValueReplacingEstimator.ReplacementMode.DefaultValue,
        bool imputeBySlot = true)
        => catalog.ReplaceMissingValues([new InputOutputColumnPair(outputColumnName, inputColumnName!)], replacementMode, imputeBySlot);

    /// <summary>Replaces missing numbers of columns.</summary>
    public static MissingValueReplacingEstimator ReplaceMissingValues(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        MissingValueReplacingEstimator.ReplacementMode replacementMode = MissingValueReplacingEstimator.ReplacementMode.DefaultValue,
        bool imputeBySlot = true)
        => new(
            CatalogUtils.GetEnvironment(catalog),
            [.. columns.Select(pair => new ReplacementColumn(pair.OutputColumnName, pair.InputColumnName, replacementMode, imputeBySlot))]);
}
