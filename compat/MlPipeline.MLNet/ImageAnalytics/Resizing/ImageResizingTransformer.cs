using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImageResizingTransformer), null, typeof(SignatureLoadModel), "", ImageResizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Brings pictures to one size.</summary>
public sealed class ImageResizingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImageScalerTransform";

    private const int MostSide = 1 << 14;

    internal ImageResizingTransformer(IHostEnvironment env, params ResizedColumn[] columns)
        : base(env.Register(nameof(ImageResizingTransformer)), [.. columns.Select(column => (column.Name, column.InputName))])
    {
        foreach (ResizedColumn column in columns)
            if (!IsValid(column)) throw Host.ExceptUserArg("imageWidth", $"Column '{column.Name}': the images are to be {column.Width}x{column.Height}, {column.Resizing}, {column.CropAnchor}; give 1 to {MostSide} each way, and members of ResizingKind and Anchor.");
        Columns = columns;
    }

    private ImageResizingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        Columns = [.. ColumnPairs.Select(pair => new ResizedColumn(pair.outputColumnName, pair.inputColumnName, ctx.Reader.ReadInt32(), ctx.Reader.ReadInt32(), (ImageResizingEstimator.ResizingKind)ctx.Reader.ReadByte(), (ImageResizingEstimator.Anchor)ctx.Reader.ReadByte()))];
        host.CheckDecode(Columns.All(IsValid), "Corrupt model: a size to which images are brought, or the way, cannot be.");
    }

    internal ResizedColumn[] Columns { get; }

    internal static ImageResizingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new ImageResizingTransformer(env.Register(nameof(ImageResizingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new ImageColumnMapper(
        this, schema, (pair, _) => new ImageDataViewType(Columns[pair].Height, Columns[pair].Width), (pair, image) => ImageResizer.Resize(image, Columns[pair]));

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        foreach (ResizedColumn column in Columns)
        {
            ctx.Writer.Write(column.Width);
            ctx.Writer.Write(column.Height);
            ctx.Writer.Write((byte)column.Resizing);
            ctx.Writer.Write((byte)column.CropAnchor);
        }
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol) => ImageColumnMapper.Check(Host, inputSchema[srcCol]);

    private static bool IsValid(ResizedColumn column) =>
        column.Width is > 0 and <= MostSide && column.Height is > 0 and <= MostSide && Enum.IsDefined(column.Resizing) && Enum.IsDefined(column.CropAnchor);

    private static VersionInfo Version() => new(
        modelSignature: "IMGSCALF",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.ImageAnalytics);
}
