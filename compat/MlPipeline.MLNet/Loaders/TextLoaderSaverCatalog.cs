using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Loading and saving text.</summary>
public static class TextLoaderSaverCatalog
{
    private const char DefaultSeparator = '\t';

    /// <summary>A loader of these columns.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns and their fields.</param>
    /// <param name="separatorChar">What separates fields.</param>
    /// <param name="hasHeader">Whether the first line of each file names the fields.</param>
    /// <param name="dataSample">A file to look at for the names of slots and the number of fields.</param>
    /// <param name="allowQuoting">Whether fields may stand in double quotes.</param>
    /// <param name="trimWhitespace">Whether white space around fields is dropped.</param>
    /// <param name="allowSparse">Whether lines may end in index:value pairs.</param>
    public static TextLoader CreateTextLoader(this DataOperationsCatalog catalog, TextLoader.Column[] columns, char separatorChar = DefaultSeparator, bool hasHeader = false, IMultiStreamSource? dataSample = null, bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false) =>
        new(catalog.GetEnvironment(), CreateOptions(columns, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), dataSample);

    /// <summary>A loader.</summary>
    public static TextLoader CreateTextLoader(this DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource? dataSample = null) =>
        new(catalog.GetEnvironment(), options, dataSample);

    /// <summary>A loader of the columns that a class's [LoadColumn] attributes say.</summary>
    public static TextLoader CreateTextLoader<TInput>(this DataOperationsCatalog catalog, char separatorChar = DefaultSeparator, bool hasHeader = false, IMultiStreamSource? dataSample = null, bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false) =>
        new(catalog.GetEnvironment(), CreateOptions(InferredColumns.Of(typeof(TInput)), separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), dataSample);

    /// <summary>A loader of the columns that a class's [LoadColumn] attributes say.</summary>
    public static TextLoader CreateTextLoader<TInput>(this DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource? dataSample = null) =>
        new(catalog.GetEnvironment(), WithColumns<TInput>(options), dataSample);

    /// <summary>Loads a file, whose rows are read when they are needed.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IDataView LoadFromTextFile(this DataOperationsCatalog catalog, string path, TextLoader.Column[] columns, char separatorChar = DefaultSeparator, bool hasHeader = false, bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false) =>
        Load(catalog, path, CreateOptions(columns, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse));

    /// <summary>Loads a file of the columns that a class's [LoadColumn] attributes say.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IDataView LoadFromTextFile<TInput>(this DataOperationsCatalog catalog, string path, char separatorChar = DefaultSeparator, bool hasHeader = false, bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false) =>
        Load(catalog, path, CreateOptions(InferredColumns.Of(typeof(TInput)), separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse));

    /// <summary>Loads a file. Without columns in the options, those that <see cref="SaveAsText"/> wrote into the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IDataView LoadFromTextFile(this DataOperationsCatalog catalog, string path, TextLoader.Options? options = null) =>
        Load(catalog, path, options ?? new TextLoader.Options());

    /// <summary>Loads a file of the columns that a class's [LoadColumn] attributes say.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IDataView LoadFromTextFile<TInput>(this DataOperationsCatalog catalog, string path, TextLoader.Options options) =>
        Load(catalog, path, WithColumns<TInput>(options));

    /// <summary>Writes rows as text.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The rows.</param>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="separatorChar">What separates fields.</param>
    /// <param name="headerRow">Whether to write a line of names.</param>
    /// <param name="schema">Whether to write the columns' types as comments, by which they are loaded without being named.</param>
    /// <param name="keepHidden">Whether to write hidden columns.</param>
    /// <param name="forceDense">Whether to write every slot of sparse vectors.</param>
    public static void SaveAsText(this DataOperationsCatalog catalog, IDataView data, Stream stream, char separatorChar = DefaultSeparator, bool headerRow = true, bool schema = true, bool keepHidden = false, bool forceDense = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(stream);
        new TextSaver(data, separatorChar, keepHidden, forceDense).Save(stream, headerRow, schema);
    }

    private static IDataView Load(DataOperationsCatalog catalog, string path, TextLoader.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(path);
        MultiFileSource source = new(path);
        // Files that are missing are named now, not when the first row is read.
        for (int i = 0; i < source.Count; i++) source.Open(i).Dispose();
        return new TextLoader(catalog.GetEnvironment(), options, source).Load(source);
    }

    private static TextLoader.Options CreateOptions(TextLoader.Column[] columns, char separatorChar, bool hasHeader, bool allowQuoting, bool trimWhitespace, bool allowSparse)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new TextLoader.Options
        {
            Columns = columns,
            Separators = [separatorChar],
            HasHeader = hasHeader,
            AllowQuoting = allowQuoting,
            TrimWhitespace = trimWhitespace,
            AllowSparse = allowSparse,
        };
    }

    private static TextLoader.Options WithColumns<TInput>(TextLoader.Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TextLoader.Options copy = options.Clone();
        copy.Columns = InferredColumns.Of(typeof(TInput));
        return copy;
    }
}
