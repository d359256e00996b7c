using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;
using MlPipeline.Images;

[assembly: LoadableClass(typeof(ImagePixelExtractingTransformer), null, typeof(SignatureLoadModel), "Image Pixel Extractor Transform", ImagePixelExtractingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes vectors of the pixels of pictures of one size: (value - offset) * scale, or bytes.</summary>
public sealed class ImagePixelExtractingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImagePixelExtractor";

    private const uint BeforeOrder = 0x00010002;

    internal ImagePixelExtractingTransformer(IHostEnvironment env, params ExtractedColumn[] columns)
        : base(env.Register(nameof(ImagePixelExtractingTransformer)), [.. columns.Select(column => (column.Name, column.InputName))])
    {
        foreach (ExtractedColumn column in columns)
            if (!column.IsValid) throw Host.ExceptUserArg("colorsToExtract", $"Column '{column.Name}': the colours are {column.Colors}, their order {column.Order}, the offset {column.Offset}, the scale {column.Scale}; give at least one colour, a member of ColorsOrder, and finite numbers, the scale not 0.");
        Columns = columns;
    }

    private ImagePixelExtractingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        Columns = [.. ColumnPairs.Select(pair => LoadColumn(ctx, pair.outputColumnName, pair.inputColumnName))];
        host.CheckDecode(Columns.All(column => column.IsValid), "Corrupt model: the way in which pixels are extracted cannot be.");
    }

    internal ExtractedColumn[] Columns { get; }

    internal static ImagePixelExtractingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new ImagePixelExtractingTransformer(env.Register(nameof(ImagePixelExtractingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        foreach (ExtractedColumn column in Columns)
        {
            ctx.Writer.Write((byte)column.Colors);
            ctx.Writer.Write((byte)column.Order);
            ctx.Writer.Write(column.AsFloat);
            ctx.Writer.Write(column.Offset);
            ctx.Writer.Write(column.Scale);
            ctx.Writer.Write(column.Interleave);
        }
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewSchema.Column source = inputSchema[srcCol];
        ImageColumnMapper.Check(Host, source);
        if (((ImageDataViewType)source.Type).Height == 0)
            throw Host.ExceptParam(nameof(inputSchema), $"The images of column '{source.Name}' have no common size; bring them to one with ResizeImages first.");
    }

    private static ExtractedColumn LoadColumn(ModelLoadContext ctx, string name, string inputName)
    {
        var colors = (ImagePixelExtractingEstimator.ColorBits)ctx.Reader.ReadByte();
        ImagePixelExtractingEstimator.ColorsOrder order = ctx.Header.ModelVerWritten <= BeforeOrder ? ImagePixelExtractingEstimator.ColorsOrder.ARGB : (ImagePixelExtractingEstimator.ColorsOrder)ctx.Reader.ReadByte();
        bool asFloat = ctx.Reader.ReadBoolean();
        (float offset, float scale) = (ctx.Reader.ReadSingle(), ctx.Reader.ReadSingle());
        return new ExtractedColumn(name, inputName, colors, order, ctx.Reader.ReadBoolean(), offset, scale, asFloat);
    }

    private static VersionInfo Version() => new(
        modelSignature: "IMGPXEXT",
        verWrittenCur: 0x00010003,
        verReadableCur: BeforeOrder,
        verWeCanReadBack: BeforeOrder,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.ImageAnalytics);

    private sealed class Mapper(ImagePixelExtractingTransformer transformer, DataViewSchema inputSchema)
        : ColumnPairMapper(transformer, inputSchema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(string name, int pair) => new(name, transformer.Columns[pair].TypeOf((ImageDataViewType)Sources[pair].Type));

        protected override Delegate MakeGetter(DataViewRow input, int pair)
        {
            ExtractedColumn column = transformer.Columns[pair];
            var type = (ImageDataViewType)Sources[pair].Type;
            ValueGetter<MLImage> get = input.GetGetter<MLImage>(input.Schema[Sources[pair].Index]);
            if (!column.AsFloat) return Pixels<byte>(get, column, type, value => value);
            float[] numbers = [.. Enumerable.Range(0, 256).Select(value => (value - column.Offset) * column.Scale)];
            return Pixels(get, column, type, value => numbers[value]);
        }

        private ValueGetter<VBuffer<T>> Pixels<T>(ValueGetter<MLImage> get, ExtractedColumn column, ImageDataViewType type, Func<byte, T> number)
        {
            int planes = column.Planes, size = type.Height * type.Width;
            MLImage? image = null;
            return (ref VBuffer<T> value) =>
            {
                get(ref image!);
                if (image == null)
                {
                    value = VBufferEditor.Create(ref value, planes * size, 0).Commit(); // no picture: all zeros
                    return;
                }
                if (image.Height != type.Height || image.Width != type.Width)
                    throw Host.Except($"An image of column '{column.InputName}' is {image.Width}x{image.Height} pixels, the column's are {type.Width}x{type.Height}{(image.Tag == null ? "" : $": '{image.Tag}'")}.");
                VBufferEditor<T> editor = VBufferEditor.Create(ref value, planes * size);
                ReadOnlySpan<byte> pixels = image.Pixels;
                int[] places = column.PlacesIn(image);
                for (int plane = 0; plane < planes; plane++)
                    for (int i = 0; i < size; i++)
                        editor.Values[column.Interleave ? i * planes + plane : plane * size + i] = number(pixels[i * RgbaImage.Channels + places[plane]]);
                value = editor.Commit();
            };
        }
    }
}
