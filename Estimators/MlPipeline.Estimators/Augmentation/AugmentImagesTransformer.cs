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
/// Varies the pictures it was fitted on, and nothing else: <see cref="Transform"/> passes any other data view through
/// as it is, and so does a transformer that was loaded. <see cref="Augment"/> varies whatever it is given.
/// </summary>
public sealed class AugmentImagesTransformer : ITransformer
{
    internal const string LoaderSignature = "MlPipelineAugmentImages";

    private readonly IHost _host;
    private readonly WeakReference<IDataView>? _fittedOn;

    internal AugmentImagesTransformer(
        IHostEnvironment env,
        string columnName,
        AugmentationOptions options,
        IDataView fittedOn
    )
        : this(env, columnName, options) => _fittedOn = new WeakReference<IDataView>(fittedOn);

    private AugmentImagesTransformer(IHostEnvironment env, string columnName, AugmentationOptions options)
    {
        _host = env.Register(LoaderSignature);
        ColumnName = columnName;
        Options = options;
    }

    /// <summary>The column of pictures.</summary>
    public string ColumnName { get; }

    /// <summary>How pictures are varied; shape and seed are no longer open.</summary>
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

    /// <summary>The data it was fitted on, varied anew by every cursor; any other data as they are.</summary>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        GetOutputSchema(input.Schema);
        return _fittedOn != null && _fittedOn.TryGetTarget(out IDataView? data) && ReferenceEquals(data, input)
            ? Augment(input)
            : input;
    }

    /// <summary>Any data, varied anew by every cursor.</summary>
    public IDataView Augment(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        GetOutputSchema(input.Schema);
        return new AugmentedDataView(input, ColumnName, new ImageAugmenter(Options, Shape, Options.Seed!.Value));
    }

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
