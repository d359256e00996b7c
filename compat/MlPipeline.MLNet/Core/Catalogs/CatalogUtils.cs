using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>For extension methods on catalogs.</summary>
public static class CatalogUtils
{
    /// <summary>The environment of a catalog.</summary>
    public static IHostEnvironment GetEnvironment(this IInternalCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.Environment;
    }
}
