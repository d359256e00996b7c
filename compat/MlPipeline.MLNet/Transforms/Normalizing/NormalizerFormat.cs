using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.Model;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>What the files of all normalizer functions share.</summary>
internal static class NormalizerFormat
{
    // A file need not list them all, so its length does not bound them.
    private const int MostSlots = 1 << 24;

    /// <summary>Loads the function that the sub-model's header names.</summary>
    public static NormalizerFunction Load<T>(IExceptionContext context, ModelLoadContext ctx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string signature = ctx.Header.LoaderSignature;
        return signature switch
        {
            AffineNormalizerFormat.LoaderSignature => AffineNormalizerFormat.Load<T>(ctx),
            CdfNormalizerFormat.LoaderSignature => CdfNormalizerFormat.Load<T>(ctx),
            BinNormalizerFormat.LoaderSignature => BinNormalizerFormat.Load<T>(ctx),
            _ => throw context.ExceptDecode($"The model's normalizer is of kind '{signature}', which this version does not know."),
        };
    }

    /// <summary>Writes the size of a number and the number of slots.</summary>
    public static void SaveStart<T>(ModelSaveContext ctx, int slots)
        where T : unmanaged
    {
        ctx.Writer.Write(Marshal.SizeOf<T>());
        ctx.Writer.Write(slots);
    }

    /// <summary>Reads the size of a number, which must be the column's, and returns the number of slots.</summary>
    public static int LoadStart<T>(ModelLoadContext ctx)
        where T : unmanaged
    {
        int size = ctx.Reader.ReadInt32();
        if (size != Marshal.SizeOf<T>())
            throw new FormatException($"Corrupt model: the normalizer's numbers have {size} bytes, the column's {Marshal.SizeOf<T>()}.");
        int slots = ctx.Reader.ReadInt32();
        return slots is >= 0 and <= MostSlots ? slots : throw new FormatException($"Corrupt model: a normalizer has {slots} slots; at most {MostSlots} are read.");
    }

    /// <summary>Writes the numbers without their count.</summary>
    public static void SaveNumbers<T>(ModelSaveContext ctx, T[] numbers)
        where T : unmanaged
        => ctx.Writer.Write(MemoryMarshal.AsBytes<T>(numbers));

    /// <summary>Reads so many numbers.</summary>
    public static T[] LoadNumbers<T>(ModelLoadContext ctx, int count)
        where T : unmanaged
    {
        var numbers = new T[ctx.Reader.CheckCount(count, Marshal.SizeOf<T>(), "numbers")];
        ctx.Reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
