using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Loading files.</summary>
public static class DataLoaderExtensions
{
    /// <summary>Loads files, one after another.</summary>
    public static IDataView Load(this IDataLoader<IMultiStreamSource> loader, params string[] path)
    {
        ArgumentNullException.ThrowIfNull(loader);
        return loader.Load(new MultiFileSource(path));
    }
}
