using Microsoft.ML.Data;
using Microsoft.ML.Model;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog
{
    private const string SchemaEntryName = "Schema";

    /// <summary>Saves a model and the schema of its input.</summary>
    public void Save(ITransformer model, DataViewSchema? inputSchema, Stream stream)
    {
        _env.CheckValue(model, nameof(model));
        _env.CheckValue(stream, nameof(stream));
        using RepositoryWriter writer = RepositoryWriter.CreateNew(stream);
        ModelSaveContext.SaveModel(writer, model, TransformerChain.LoaderSignature);
        if (inputSchema == null) return;
        using Repository.Entry entry = writer.CreateEntry(null, SchemaEntryName);
        SchemaFile.Write(entry.Stream, inputSchema);
    }

    /// <summary>Saves a model and the schema of its input; the file is complete or is not there.</summary>
    public void Save(ITransformer model, DataViewSchema? inputSchema, string filePath)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        string temporary = $"{filePath}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                Save(model, inputSchema, stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, filePath, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Loads a model and the schema of its input.</summary>
    /// <exception cref="FormatException">This is no model, or a damaged one.</exception>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        _env.CheckValue(stream, nameof(stream));
        using RepositoryReader reader = Open(stream);
        ModelLoadContext.LoadModel<ITransformer, SignatureLoadModel>(_env, out ITransformer model, reader, TransformerChain.LoaderSignature);
        using Repository.Entry? entry = reader.OpenEntryOrNull(null, SchemaEntryName);
        inputSchema = entry == null ? null! : SchemaFile.Read(entry.Stream);
        return model;
    }

    /// <summary>Loads a model and the schema of its input.</summary>
    /// <exception cref="FormatException">This is no model, or a damaged one.</exception>
    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    /// <summary>An engine that predicts one example at a time.</summary>
    /// <param name="transformer">The model.</param>
    /// <param name="ignoreMissingColumns">Whether output members without a column are left alone.</param>
    /// <param name="inputSchemaDefinition">How the members of the input type are columns.</param>
    /// <param name="outputSchemaDefinition">How the members of the output type are columns.</param>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, bool ignoreMissingColumns = true, SchemaDefinition? inputSchemaDefinition = null, SchemaDefinition? outputSchemaDefinition = null)
        where TSrc : class
        where TDst : class, new() =>
        new(_env, transformer, ignoreMissingColumns, new TypedRow<TSrc>(inputSchemaDefinition), outputSchemaDefinition);

    /// <summary>An engine whose input columns have the types and annotations of a schema.</summary>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class
        where TDst : class, new()
    {
        _env.CheckValue(inputSchema, nameof(inputSchema));
        return new(_env, transformer, ignoreMissingColumns: false, new TypedRow<TSrc>(TypedSchema<TSrc>.Create(inputSchema)), null);
    }

    private RepositoryReader Open(Stream stream)
    {
        try
        {
            return new RepositoryReader(stream);
        }
        catch (InvalidDataException error)
        {
            throw _env.ExceptDecode(error, $"{(stream is FileStream file ? $"'{file.Name}'" : "The stream")} is no model: it is not a zip file, or a damaged one ({error.Message})");
        }
    }
}
