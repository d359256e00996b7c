using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms whose work is the user's own code.</summary>
public static class CustomMappingCatalog
{
    /// <summary>Adds the columns that the action writes into an object of the output type for each row.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="mapAction">Reads the row from the first object and writes the new columns into the second.</param>
    /// <param name="contractName">
    /// The name of the <see cref="CustomMappingFactory{TSrc, TDst}"/> that makes the action again when a model is loaded;
    /// null for a mapping that is never saved.
    /// </param>
    /// <param name="inputSchemaDefinition">The input columns, if not those the type itself describes.</param>
    /// <param name="outputSchemaDefinition">The output columns, if not those the type itself describes.</param>
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(
        this TransformsCatalog catalog,
        Action<TSrc, TDst> mapAction,
        string? contractName,
        SchemaDefinition? inputSchemaDefinition = null,
        SchemaDefinition? outputSchemaDefinition = null)
        where TSrc : class, new()
        where TDst : class, new()
        => new(CatalogUtils.GetEnvironment(catalog), mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition);
}
