using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms that change the type of columns.</summary>
public static class ConversionsExtensionsCatalog
{
    /// <summary>Converts the column to another item type.</summary>
    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        DataKind outputKind = DataKind.Single)
        => catalog.ConvertType([new InputOutputColumnPair(outputColumnName, inputColumnName!)], outputKind);

    /// <summary>Converts the columns to another item type.</summary>
    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns, DataKind outputKind = DataKind.Single)
        => new(
            CatalogUtils.GetEnvironment(catalog),
            [.. columns.Select(pair => new ConvertedColumn(pair.OutputColumnName, pair.InputColumnName, outputKind))]);

    /// <summary>Maps the values of a column to keys.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the new column.</param>
    /// <param name="inputColumnName">The column to map; the output's name when not given.</param>
    /// <param name="maximumNumberOfKeys">Once so many distinct values were seen, further ones have no key.</param>
    /// <param name="keyOrdinality">In which order values get their keys.</param>
    /// <param name="addKeyValueAnnotationsAsText">Whether the annotation KeyValues is to hold text whatever the type.</param>
    /// <param name="keyData">One column of values that gives the keys instead of the input.</param>
    public static ValueToKeyMappingEstimator MapValueToKey(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int maximumNumberOfKeys = 1000000,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false,
        IDataView? keyData = null)
        => catalog.MapValueToKey(
            [new InputOutputColumnPair(outputColumnName, inputColumnName!)],
            maximumNumberOfKeys,
            keyOrdinality,
            addKeyValueAnnotationsAsText,
            keyData);

    /// <summary>Maps the values of columns to keys, each with its own.</summary>
    public static ValueToKeyMappingEstimator MapValueToKey(
        this TransformsCatalog.ConversionTransforms catalog,
        InputOutputColumnPair[] columns,
        int maximumNumberOfKeys = 1000000,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false,
        IDataView? keyData = null)
        => new(
            CatalogUtils.GetEnvironment(catalog),
            [.. columns.Select(pair => new KeyedColumn(
                pair.OutputColumnName, pair.InputColumnName, maximumNumberOfKeys, keyOrdinality, addKeyValueAnnotationsAsText))],
            keyData);

    /// <summary>Maps keys back to the values they stand for.</summary>
    public static KeyToValueMappingEstimator MapKeyToValue(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null)
        => new(CatalogUtils.GetEnvironment(catalog), (outputColumnName, inputColumnName ?? outputColumnName));

    /// <summary>Maps keys back to the values they stand for.</summary>
    public static KeyToValueMappingEstimator MapKeyToValue(
        this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns)
        => new(CatalogUtils.GetEnvironment(catalog), [.. columns.Select(pair => (pair.OutputColumnName, pair.InputColumnName))]);

    /// <summary>Maps keys to indicators: a vector of as many numbers as there are keys, with a one in the key's place.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the new column.</param>
    /// <param name="inputColumnName">The column of keys; the output's name when not given.</param>
    /// <param name="outputCountVector">For vectors of keys: whether the indicators of the slots are added up, or follow one another.</param>
    public static KeyToVectorMappingEstimator MapKeyToVector(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null, bool outputCountVector = false)
        => catalog.MapKeyToVector([new InputOutputColumnPair(outputColumnName, inputColumnName!)], outputCountVector);

    /// <summary>Maps keys to indicators.</summary>
    public static KeyToVectorMappingEstimator MapKeyToVector(
        this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns, bool outputCountVector = false)
        => new(
            CatalogUtils.GetEnvironment(catalog),
            [.. columns.Select(pair => new KeyVectorColumn(pair.OutputColumnName, pair.InputColumnName, outputCountVector))]);
}
