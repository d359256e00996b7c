using Microsoft.ML.Model;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that adds the columns a model predicts.</summary>
public abstract class PredictionTransformerBase<TModel> : IPredictionTransformer<TModel>, IDisposable
    where TModel : class
{
    /// <summary>Where the model is in the zip.</summary>
    public const string DirModel = "Model";

    /// <summary>Where the schema of the training data is in the zip.</summary>
    public const string DirTransSchema = "TrainSchema";

    /// <summary>The schema of the training data.</summary>
    public DataViewSchema TrainSchema;

    /// <summary>The transformer's host.</summary>
    public readonly IHost Host;

    /// <summary>A new one.</summary>
    public PredictionTransformerBase(IHost host, TModel model, DataViewSchema trainSchema)
    {
        host.CheckValue(model, nameof(model));
        host.CheckValue(trainSchema, nameof(trainSchema));
        (Host, Model, TrainSchema) = (host, model, trainSchema);
    }

    /// <summary>One from a file.</summary>
    public PredictionTransformerBase(IHost host, ModelLoadContext ctx)
    {
        Host = host;
        ctx.LoadModel<TModel, SignatureLoadModel>(host, out TModel model, DirModel);
        Model = model;
        TrainSchema = ReadTrainSchema(ctx);
    }

    /// <inheritdoc/>
    public TModel Model { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    public abstract DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        return Map(input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Map(new EmptyDataView(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    /// <inheritdoc/>
    public void Dispose()
    {
        (Model as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes it.</summary>
    public abstract void SaveModel(ModelSaveContext ctx);

    /// <summary>Writes the model and the schema of the training data.</summary>
    public void SaveModelCore(ModelSaveContext ctx)
    {
        ctx.SaveModel(Model, DirModel);
        ctx.SaveBinaryStream(DirTransSchema, writer => SchemaFile.Write(writer.BaseStream, TrainSchema));
    }

    private protected abstract IRowMapper MakeMapper(DataViewSchema schema);

    private protected RowToRowMapperTransform Map(IDataView input) => new(input, MakeMapper(input.Schema));

    private static DataViewSchema ReadTrainSchema(ModelLoadContext ctx)
    {
        DataViewSchema? schema = null;
        ctx.TryLoadBinaryStream(DirTransSchema, reader => schema = SchemaFile.Read(reader.BaseStream));
        return schema ?? new DataViewSchema.Builder().ToSchema();
    }
}
