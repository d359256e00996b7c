using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms of categories.</summary>
public static class CategoricalCatalog
{
    /// <summary>Maps the values of a column to keys, and these to numbers.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the new column.</param>
    /// <param name="inputColumnName">The column of categories; the output's name when not given.</param>
    /// <param name="outputKind">What the keys become.</param>
    /// <param name="maximumNumberOfKeys">Once so many distinct values were seen, further ones have no key.</param>
    /// <param name="keyOrdinality">In which order values get their keys.</param>
    /// <param name="keyData">One column of values that gives the keys instead of the input.</param>
    public static OneHotEncodingEstimator OneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        OneHotEncodingEstimator.OutputKind outputKind = OneHotEncodingEstimator.OutputKind.Indicator,
        int maximumNumberOfKeys = 1000000,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        IDataView? keyData = null)
        => catalog.OneHotEncoding([new InputOutputColumnPair(outputColumnName, inputColumnName!)], outputKind, maximumNumberOfKeys, keyOrdinality, keyData);

    /// <summary>Maps the values of columns to keys, each with its own, and these to numbers.</summary>
    public static OneHotEncodingEstimator OneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog,
        InputOutputColumnPair[] columns,
        OneHotEncodingEstimator.OutputKind outputKind = OneHotEncodingEstimator.OutputKind.Indicator,
        int maximumNumberOfKeys = 1000000,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        IDataView? keyData = null)
        => new(
            CatalogUtils.GetEnvironment(catalog),
            outputKind,
            [.. columns.Select(pair => new KeyedColumn(pair.OutputColumnName, pair.InputColumnName, maximumNumberOfKeys, keyOrdinality, KeyValuesAsText: false))],
            keyData);
}
