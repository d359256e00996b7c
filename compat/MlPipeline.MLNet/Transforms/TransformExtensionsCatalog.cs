using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms that move columns about.</summary>
public static class TransformExtensionsCatalog
{
    /// <summary>Copies the input column under a new name.</summary>
    public static ColumnCopyingEstimator CopyColumns(this TransformsCatalog catalog, string outputColumnName, string inputColumnName)
        => new(CatalogUtils.GetEnvironment(catalog), (outputColumnName, inputColumnName));

    /// <summary>Concatenates the input columns, which must have one item type, into one vector column.</summary>
    public static ColumnConcatenatingEstimator Concatenate(
        this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames)
        => new(CatalogUtils.GetEnvironment(catalog), outputColumnName, inputColumnNames);

    /// <summary>Drops the columns and keeps all others.</summary>
    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames)
        => ColumnSelectingEstimator.DropColumns(CatalogUtils.GetEnvironment(catalog), columnNames);

    /// <summary>Keeps the columns, in this order, and drops all others.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, params string[] columnNames)
        => ColumnSelectingEstimator.KeepColumns(CatalogUtils.GetEnvironment(catalog), columnNames, keepHidden: false);

    /// <summary>Keeps the columns, in this order, and drops all others, but hidden ones only if asked to.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, string[] columnNames, bool keepHidden)
        => ColumnSelectingEstimator.KeepColumns(CatalogUtils.GetEnvironment(catalog), columnNames, keepHidden);
}
