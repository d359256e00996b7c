using System.Globalization;
using System.Numerics;
using Microsoft.ML.Model;

namespace Microsoft.ML.Transforms;

/// <summary>
/// A binning function in a model file: bytes per number; slots; whether zero stays zero; for each slot the number of its
/// bins and their upper bounds. And a text for people: slot, bounds.
/// </summary>
internal static class BinNormalizerFormat
{
    public const string LoaderSignature = "BinNormalizeFunction";

    public static void Save<T>(ModelSaveContext ctx, T[][] upperBounds, bool fixZero)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        NormalizerFormat.SaveStart<T>(ctx, upperBounds.Length);
        ctx.Writer.Write(fixZero);
        foreach (T[] bounds in upperBounds)
        {
            ctx.Writer.Write(bounds.Length);
            NormalizerFormat.SaveNumbers(ctx, bounds);
        }

        ctx.SaveTextStream("BinNormalizer.txt", writer => WriteText(writer, upperBounds));
    }

    public static BinNormalizerFunction<T> Load<T>(ModelLoadContext ctx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ctx.CheckAtModel(Version());
        var upperBounds = new T[ctx.Reader.CheckCount(NormalizerFormat.LoadStart<T>(ctx), sizeof(int), "slots")][];
        bool fixZero = ctx.Reader.ReadBoolean();
        for (int i = 0; i < upperBounds.Length; i++)
            upperBounds[i] = NormalizerFormat.LoadNumbers<T>(ctx, ctx.Reader.ReadInt32());
        return new BinNormalizerFunction<T>(upperBounds, fixZero);
    }

    private static void WriteText<T>(TextWriter writer, T[][] upperBounds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        writer.WriteLine($"NumNormalizationFeatures={upperBounds.Length}");
        for (int i = 0; i < upperBounds.Length; i++)
        {
            IEnumerable<string> bounds = upperBounds[i].Select(bound => bound.ToString(null, CultureInfo.InvariantCulture));
            writer.WriteLine($"{i}\t{string.Join('\t', bounds)}");
        }

        writer.WriteLine();
    }

    private static VersionInfo Version() => new(
        modelSignature: "BIN NORM",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Data);
}
