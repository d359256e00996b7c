using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;
using MlPipeline.Images;

[assembly: LoadableClass(typeof(ImageGrayscalingTransformer), null, typeof(SignatureLoadModel), "", ImageGrayscalingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes pictures gray: red, green and blue become their luma; alpha stays.</summary>
public sealed class ImageGrayscalingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImageGrayscaleTransform";

    internal ImageGrayscalingTransformer(IHostEnvironment env, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(env.Register(nameof(ImageGrayscalingTransformer)), columns)
    {
    }

    private ImageGrayscalingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    internal static ImageGrayscalingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new ImageGrayscalingTransformer(env.Register(nameof(ImageGrayscalingTransformer)), ctx);
    }

    /// <inheritdoc/>
    public override IRowMapper MakeRowMapper(DataViewSchema schema) => new ImageColumnMapper(this, schema, (_, type) => type, (_, image) => Gray(image));

    /// <inheritdoc/>
    public override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
    }

    /// <inheritdoc/>
    public override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol) => ImageColumnMapper.Check(Host, inputSchema[srcCol]);

    private static MLImage Gray(MLImage image)
    {
        (int red, int green, int blue, _) = image.Places;
        byte[] pixels = image.Pixels.ToArray();
        for (int i = 0; i < pixels.Length; i += RgbaImage.Channels)
            pixels[i + red] = pixels[i + green] = pixels[i + blue] = RgbaImage.Luma(pixels[i + red], pixels[i + green], pixels[i + blue]);
        return MLImage.Of(pixels, image.Width, image.Height, image.PixelFormat, image.Tag);
    }

    private static VersionInfo Version() => new(
        modelSignature: "IMGGRAYT",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.ImageAnalytics);
}
