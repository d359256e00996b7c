using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>What the files of all normalizer functions share.</summary>
internal static class NormalizerFormat
{
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
        return ctx.Reader.ReadInt32();
    }

    /// <summary>Writes the numbers without their count.</summary>
    public static void SaveNumbers<T>(ModelSaveContext ctx, T[] numbers)
        where T : unmanaged
        => ctx.Writer.Write(MemoryMarshal.AsBytes<T>(numbers));

    /// <summary>Reads so many numbers.</summary>
    public static T[] LoadNumbers<T>(ModelLoadContext ctx, int count)
        where T : unmanaged
    {
        if (count < 0)
            throw new FormatException($"Corrupt model: the normalizer holds {count} numbers.");
        var numbers = new T[count];
        ctx.Reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
