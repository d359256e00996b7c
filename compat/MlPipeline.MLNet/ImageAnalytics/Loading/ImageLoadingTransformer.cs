using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImageLoadingTransformer), null, typeof(SignatureLoadModel), "", ImageLoadingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Loads the pictures that a column of paths names; an empty path is no picture.</summary>
public sealed class ImageLoadingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImageLoaderTransform";

    private const uint BeforeBytes = 0x00010002;

    /// <summary>What paths are relative to; null for the current directory.</summary>
    public readonly string? ImageFolder;

    internal ImageLoadingTransformer(IHostEnvironment env, string? imageFolder, bool asImage, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(env.Register(nameof(ImageLoadingTransformer)), columns) => (ImageFolder, AsImage) = (imageFolder, asImage);

    private ImageLoadingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        ImageFolder = ctx.LoadStringOrNull();
        AsImage = ctx.Header.ModelVerWritten <= BeforeBytes || ctx.Reader.ReadBoolean();
    }

    /// <summary>Whether pictures come out, or the bytes of their files.</summary>
    internal bool AsImage { get; }

    internal static ImageLoadingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new ImageLoadingTransformer(env.Register(nameof(ImageLoadingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        ctx.SaveStringOrNull(ImageFolder);
        ctx.Writer.Write(AsImage);
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewSchema.Column source = inputSchema[srcCol];
        if (source.Type is not TextDataViewType) throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", source.Name, "String", source.Type.ToString()!);
    }

    private static VersionInfo Version() => new(
        modelSignature: "IMGLOADT",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: BeforeBytes,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.ImageAnalytics);

    private sealed class Mapper(ImageLoadingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair) =>
            new(name, transformer.AsImage ? new ImageDataViewType() : new VectorDataViewType(NumberDataViewType.Byte));

        protected override Delegate MakeGetter(DataViewRow input, int pair)
        {
            ValueGetter<ReadOnlyMemory<char>> getPath = input.GetGetter<ReadOnlyMemory<char>>(input.Schema[Sources[pair].Index]);
            return transformer.AsImage ? LoadImages(getPath) : LoadBytes(getPath);
        }

        private ValueGetter<MLImage> LoadImages(ValueGetter<ReadOnlyMemory<char>> getPath)
        {
            ReadOnlyMemory<char> path = default;
            return (ref MLImage value) =>
            {
                getPath(ref path);
                value = path.IsEmpty ? null! : MLImage.CreateFromFile(Full(path));
            };
        }

        private ValueGetter<VBuffer<byte>> LoadBytes(ValueGetter<ReadOnlyMemory<char>> getPath)
        {
            ReadOnlyMemory<char> path = default;
            return (ref VBuffer<byte> value) =>
            {
                getPath(ref path);
                byte[] bytes = path.IsEmpty ? [] : File.ReadAllBytes(Full(path));
                value = new VBuffer<byte>(bytes.Length, bytes);
            };
        }

        private string Full(ReadOnlyMemory<char> path) => string.IsNullOrEmpty(transformer.ImageFolder) ? path.ToString() : Path.Combine(transformer.ImageFolder, path.ToString());
    }
}
