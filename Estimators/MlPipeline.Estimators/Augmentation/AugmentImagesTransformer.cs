using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Augmentation;
using MlPipeline.Network.Augmentation;

[assembly: LoadableClass(
    typeof(AugmentImagesTransformer),
    null,
    typeof(SignatureLoadModel),
    "Augment images",
    AugmentImagesTransformer.LoaderSignature
)]

namespace MlPipeline.Estimators;

/// <summary>
/// Varies images for a trainer of this library, in its training rows and nowhere else. The view that
/// <see cref="Transform"/> gives has the rows as they are for any other reader, such as an evaluation, a prediction or
/// a trainer of another library. <see cref="Augment"/> varies data for any reader.
/// </summary>
public sealed class AugmentImagesTransformer : ITransformer
{
    internal const string LoaderSignature = "MlPipelineAugmentImages";

    private readonly IHost _host;

    internal AugmentImagesTransformer(IHostEnvironment env, string columnName, AugmentationOptions options)
    {
        _host = env.Register(LoaderSignature);
        ColumnName = columnName;
        Options = options;
    }

    /// <summary>The column of images.</summary>
    public string ColumnName { get; }

    /// <summary>How images are varied, with their shape and the seed.</summary>
    public AugmentationOptions Options { get; }

    bool ITransformer.IsRowToRowMapper => true;

    private ImageShape Shape => new(Options.Height!.Value, Options.Width!.Value, Options.Channels!.Value);

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        VectorDataViewType type = ImageColumn.TypeOf(_host, inputSchema, ColumnName);
        if (type.Size != Shape.Size)
            throw _host.ExceptSchemaMismatch(
                nameof(inputSchema),
                "image",
                ColumnName,
                $"Vector of Single, {Shape.Size} for pictures of {Shape}",
                type.ToString()!
            );
        return inputSchema;
    }

    /// <summary>
    /// The data as they are, but for a trainer of this library that is fitted on the view, or on what further
    /// transforms make of it: it gets <see cref="AugmentationOptions.Copies"/> varied rows for each, anew each epoch.
    /// </summary>
    /// <param name="input">The data.</param>
    public IDataView Transform(IDataView input) => View(input, VariedFor.Training);

    /// <summary>
    /// The data varied for any reader: the first cursor over the images gives pass 0, the next pass 1. The view has
    /// <see cref="AugmentationOptions.Copies"/> rows for each row, and the row itself where
    /// <see cref="AugmentationOptions.KeepOriginals"/> says so.
    /// </summary>
    /// <param name="input">The data.</param>
    public IDataView Augment(IDataView input) => View(input, VariedFor.EveryCursor);

    // Single rows are predicted, not learned from.
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) =>
        new PassingMapper(GetOutputSchema(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(ColumnName);
        AugmentationFormat.Write(ctx.Writer, Options);
    }

    [SuppressMessage("Style", "IDE0051", Justification = "Called by the loader of models, by name.")]
    internal static AugmentImagesTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        string column = ctx.Reader.ReadString();
        try
        {
            AugmentationOptions options = AugmentationFormat.Read(ctx.Reader);
            var transformer = new AugmentImagesTransformer(env, column, options);
            transformer.Shape.Validate();
            return transformer;
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw env.ExceptDecode(
                error,
                $"Corrupt model: the augmentation of column '{column}' cannot be: {error.Message}"
            );
        }
    }

    private AugmentedDataView View(IDataView input, VariedFor variedFor)
    {
        _host.CheckValue(input, nameof(input));
        GetOutputSchema(input.Schema);
        var augmenter = new ImageAugmenter(Options, Shape, Options.Seed!.Value);
        return new AugmentedDataView(input, ColumnName, augmenter, variedFor);
    }

    private static VersionInfo Version() =>
        new(
            modelSignature: "MLPAUGIM",
            verWrittenCur: 0x00010001,
            verReadableCur: 0x00010001,
            verWeCanReadBack: 0x00010001,
            loaderSignature: LoaderSignature,
            loaderAssemblyName: typeof(AugmentImagesTransformer).Assembly.FullName!
        );

    /// <summary>Rows as they are.</summary>
    private sealed class PassingMapper(DataViewSchema schema) : IRowToRowMapper
    {
        public DataViewSchema InputSchema => schema;

        public DataViewSchema OutputSchema => schema;

        public IEnumerable<DataViewSchema.Column> GetDependencies(
            IEnumerable<DataViewSchema.Column> dependingColumns
        ) => dependingColumns;

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => input;
    }
}
