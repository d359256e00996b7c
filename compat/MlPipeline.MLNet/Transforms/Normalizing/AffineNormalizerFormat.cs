using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>
/// An affine function in a model file: bytes per number; slots; the number of slots that the function changes, −1 for
/// all, and which; their scales; their offsets, none when all are zero. And a text for people: slot, offset, scale.
/// </summary>
internal static class AffineNormalizerFormat
{
    public const string LoaderSignature = "AffineNormExec";

    private const int AllSlots = -1;

    public static void Save<T>(ModelSaveContext ctx, T[] scale, T[]? offset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        NormalizerFormat.SaveStart<T>(ctx, scale.Length);
        ctx.Writer.Write(AllSlots);
        ctx.Writer.Write(scale.Length);
        NormalizerFormat.SaveNumbers(ctx, scale);
        ctx.Writer.Write(offset?.Length ?? 0);
        NormalizerFormat.SaveNumbers(ctx, offset ?? []);
        ctx.SaveTextStream("AffineNormalizer.txt", writer => WriteText(writer, scale, offset));
    }

    public static AffineNormalizerFunction<T> Load<T>(ModelLoadContext ctx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ctx.CheckAtModel(Version());
        int slots = NormalizerFormat.LoadStart<T>(ctx);
        int changed = ctx.Reader.ReadInt32();
        int[]? indices = changed == AllSlots ? null : NormalizerFormat.LoadNumbers<int>(ctx, changed);
        T[] scale = NormalizerFormat.LoadNumbers<T>(ctx, ctx.Reader.ReadInt32());
        T[] offset = NormalizerFormat.LoadNumbers<T>(ctx, ctx.Reader.ReadInt32());
        int expected = indices?.Length ?? slots;
        if (scale.Length != expected || (offset.Length != 0 && offset.Length != expected))
        {
            throw new FormatException(
                $"Corrupt model: a normalizer of {slots} slots has {scale.Length} scales and {offset.Length} offsets.");
        }

        return new AffineNormalizerFunction<T>(
            Spread(scale, indices, slots, T.One), offset.Length == 0 ? null : Spread(offset, indices, slots, T.Zero));
    }

    private static T[] Spread<T>(T[] values, int[]? indices, int slots, T unchanged)
    {
        if (indices is null)
            return values;
        var all = new T[slots];
        Array.Fill(all, unchanged);
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)slots) throw new FormatException($"Corrupt model: a normalizer of {slots} slots changes slot {indices[i]}.");
            all[indices[i]] = values[i];
        }

        return all;
    }

    private static void WriteText<T>(TextWriter writer, T[] scale, T[]? offset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        writer.WriteLine($"NumNormalizationFeatures={scale.Length}");
        for (int i = 0; i < scale.Length; i++)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i}\t{offset?[i] ?? T.Zero}\t{scale[i]}"));
        writer.WriteLine();
    }

    private static VersionInfo Version() => new(
        modelSignature: "AFF NORM",
        verWrittenCur: 0x00010003,
        verReadableCur: 0x00010003,
        verWeCanReadBack: 0x00010003,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Data);
}
