using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Datasets.Images;
using MlPipeline.Estimators.Images;

[assembly: LoadableClass(
    typeof(ImagePixelLoadingTransformer),
    null,
    typeof(SignatureLoadModel),
    "Load the pixels of images",
    ImagePixelLoadingTransformer.LoaderSignature
)]

namespace MlPipeline.Estimators.Images;

/// <summary>Reads the pictures that a column of paths names; see <see cref="ImagePixelLoadingEstimator"/>.</summary>
public sealed class ImagePixelLoadingTransformer : ITransformer
{
    internal const string LoaderSignature = "MlPipelineImagePixels";

    private readonly IHost _host;

    internal ImagePixelLoadingTransformer(
        IHostEnvironment env,
        string outputColumnName,
        string inputColumnName,
        ImagePreprocessing preprocessing
    )
    {
        _host = env.Register(LoaderSignature);
        OutputColumnName = outputColumnName;
        InputColumnName = inputColumnName;
        Preprocessing = preprocessing;
    }

    /// <summary>The column of pixels.</summary>
    public string OutputColumnName { get; }

    /// <summary>The column of paths.</summary>
    public string InputColumnName { get; }

    /// <summary>The rule from a file to its pixels.</summary>
    public ImagePreprocessing Preprocessing { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The same transformer with another rule, which must give pictures of the same size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size differs, or a value is outside its range.</exception>
    public ImagePixelLoadingTransformer WithPreprocessing(ImagePreprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        preprocessing.Validate();
        if ((preprocessing.Height, preprocessing.Width) != (Preprocessing.Height, Preprocessing.Width))
        {
            throw new ArgumentOutOfRangeException(
                nameof(preprocessing),
                $"The size is {preprocessing.Width}x{preprocessing.Height}; the model takes pictures of "
                    + $"{Preprocessing.Width}x{Preprocessing.Height}."
            );
        }
        return new ImagePixelLoadingTransformer(_host, OutputColumnName, InputColumnName, preprocessing);
    }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        if (inputSchema.GetColumnOrNull(InputColumnName) is not { } path)
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "image path", InputColumnName);
        if (path.Type != TextDataViewType.Instance)
            throw _host.ExceptSchemaMismatch(
                nameof(inputSchema),
                "image path",
                InputColumnName,
                "String",
                path.Type.ToString()!
            );
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(inputSchema);
        schema.AddColumn(
            OutputColumnName,
            new VectorDataViewType(NumberDataViewType.Single, Preprocessing.Height, Preprocessing.Width)
        );
        return schema.ToSchema();
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new ImagePixelsDataView(
            input,
            GetOutputSchema(input.Schema),
            input.Schema[InputColumnName],
            Preprocessing
        );
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        DataViewSchema output = GetOutputSchema(inputSchema);
        return new ImagePixelsMapper(inputSchema, output, inputSchema[InputColumnName], Preprocessing);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(OutputColumnName);
        ctx.Writer.Write(InputColumnName);
        ctx.Writer.Write(Preprocessing.Height);
        ctx.Writer.Write(Preprocessing.Width);
        RgbColor background = Preprocessing.Background ?? default;
        ctx.Writer.Write(Preprocessing.Background.HasValue);
        ctx.Writer.Write([background.Red, background.Green, background.Blue]);
        ctx.Writer.Write(Preprocessing.MaxPixels);
        ctx.Writer.Write((byte)Preprocessing.Inversion);
        ctx.Writer.Write((byte)Preprocessing.Framing);
    }

    [SuppressMessage("Style", "IDE0051", Justification = "The loader of models calls it by name.")]
    internal static ImagePixelLoadingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        BinaryReader reader = ctx.Reader;
        string output = reader.ReadString();
        string input = reader.ReadString();
        // Initializers run in the order they are written in.
        var preprocessing = new ImagePreprocessing
        {
            Height = reader.ReadInt32(),
            Width = reader.ReadInt32(),
            Background = ReadBackground(reader),
            MaxPixels = reader.ReadInt64(),
            Inversion = (ImageInversion)reader.ReadByte(),
            Framing = (ImageFraming)reader.ReadByte(),
        };
        try
        {
            preprocessing.Validate();
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw env.ExceptDecode(error, $"Corrupt model: the images of column '{output}' cannot be: {error.Message}");
        }
        return new ImagePixelLoadingTransformer(env, output, input, preprocessing);
    }

    private static RgbColor? ReadBackground(BinaryReader reader)
    {
        bool isGiven = reader.ReadBoolean();
        var color = new RgbColor(reader.ReadByte(), reader.ReadByte(), reader.ReadByte());
        return isGiven ? color : null;
    }

    private static VersionInfo Version() =>
        new(
            modelSignature: "MLPIMGPX",
            verWrittenCur: 0x00010001,
            verReadableCur: 0x00010001,
            verWeCanReadBack: 0x00010001,
            loaderSignature: LoaderSignature,
            loaderAssemblyName: typeof(ImagePixelLoadingTransformer).Assembly.FullName!
        );
}
