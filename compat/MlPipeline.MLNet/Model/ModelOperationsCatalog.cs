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
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(ITransformer model, DataViewSchema? inputSchema, string filePath)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        ReplacedFile.Write(filePath, stream => Save(model, inputSchema, stream));
    }

    /// <summary>Loads a model and the schema of its input, which is null where the file has none.</summary>
    /// <exception cref="FormatException">This is no model, or a damaged one.</exception>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        _env.CheckValue(stream, nameof(stream));
        string source = stream is FileStream file ? $"'{file.Name}'" : "The stream";
        try
        {
            using var reader = new RepositoryReader(stream);
            ModelLoadContext.LoadModel<ITransformer, SignatureLoadModel>(_env, out ITransformer model, reader, TransformerChain.LoaderSignature);
            using Repository.Entry? entry = reader.OpenEntryOrNull(null, SchemaEntryName);
            inputSchema = entry == null ? null! : SchemaFile.Read(entry.Stream);
            return model;
        }
        catch (InvalidDataException error)
        {
            throw _env.ExceptDecode(error, $"{source} is no model: it is not a zip file, or a damaged one ({error.Message})");
        }
        catch (FormatException error)
        {
            throw _env.ExceptDecode(error, $"{source} is no model that can be loaded: {error.Message}");
        }
    }

    /// <summary>Loads a model and the schema of its input, which is null where the file has none.</summary>
    /// <exception cref="FormatException">This is no model, or a damaged one.</exception>
    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }
}
