using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>
/// A distribution function in a model file: bytes per number; slots; whether of logarithms; the means; the standard
/// deviations. And a text for people: slot, mean, deviation.
/// </summary>
internal static class CdfNormalizerFormat
{
    public const string LoaderSignature = "CdfNormalizeFunction";

    public static void Save<T>(ModelSaveContext ctx, T[] mean, T[] deviation, bool useLog)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        NormalizerFormat.SaveStart<T>(ctx, mean.Length);
        ctx.Writer.Write(useLog);
        NormalizerFormat.SaveNumbers(ctx, mean);
        NormalizerFormat.SaveNumbers(ctx, deviation);
        ctx.SaveTextStream("CdfNormalizer.txt", writer => WriteText(writer, mean, deviation, useLog));
    }

    public static CdfNormalizerFunction<T> Load<T>(ModelLoadContext ctx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ctx.CheckAtModel(Version());
        int slots = NormalizerFormat.LoadStart<T>(ctx);
        bool useLog = ctx.Reader.ReadBoolean();
        T[] mean = NormalizerFormat.LoadNumbers<T>(ctx, slots);
        return new CdfNormalizerFunction<T>(mean, NormalizerFormat.LoadNumbers<T>(ctx, slots), useLog);
    }

    private static void WriteText<T>(TextWriter writer, T[] mean, T[] deviation, bool useLog)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        writer.WriteLine($"NumNormalizationFeatures={mean.Length}");
        writer.WriteLine($"Log={useLog}");
        for (int i = 0; i < mean.Length; i++)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i}\t{mean[i]}\t{deviation[i]}"));
        writer.WriteLine();
    }

    private static VersionInfo Version() => new(
        modelSignature: "CDFNORMF",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Data);
}
