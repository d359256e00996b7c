using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Data;

/// <summary>
/// Rows of floats to rows of bytes and back, an <see cref="AffineCode"/> a column, in vector registers. The last step
/// of a loop may repeat some columns: that changes nothing, and leaves no tail.
/// </summary>
/// <param name="width">Columns.</param>
internal sealed unsafe class AffineRows(int width)
{
    // The codes' parts apart, so that a register takes the same part of several columns.
    private readonly AlignedBuffer _scale = new(width);
    private readonly AlignedBuffer _offset = new(width);
    private readonly AlignedBuffer _inverse = new(width);
    private readonly AlignedBuffer _bias = new(width);

    /// <summary>The code of a column.</summary>
    public AffineCode this[int column]
    {
        get => new(_scale.Span[column], _offset.Span[column]);
        set =>
            (_scale.Span[column], _offset.Span[column], _inverse.Span[column], _bias.Span[column]) = (
                value.Scale,
                value.Offset,
                value.Inverse,
                value.Bias
            );
    }

    /// <summary>
    /// Encodes a row; in the columns whose value would not come back bit for bit, <paramref name="lost"/> gets a bit
    /// that is not 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Encode(ReadOnlySpan<float> row, Span<byte> codes, Span<int> lost)
    {
        CheckLength(Math.Min(row.Length, Math.Min(codes.Length, lost.Length)));
        if (width < Vector<byte>.Count)
        {
            EncodeNarrow(row, codes, lost);
            return;
        }
        fixed (float* from = row)
        fixed (byte* to = codes)
        fixed (int* bits = lost)
        {
            int step = Vector<float>.Count;
            for (int next = 0; next < width; next += Vector<byte>.Count)
            {
                int i = Math.Min(next, width - Vector<byte>.Count);
                Vector<ushort> low = Vector.Narrow(EncodeRegister(from, bits, i), EncodeRegister(from, bits, i + step));
                Vector<ushort> high = Vector.Narrow(
                    EncodeRegister(from, bits, i + 2 * step),
                    EncodeRegister(from, bits, i + 3 * step)
                );
                Vector.Narrow(low, high).Store(to + i);
            }
        }
    }

    /// <summary>Decodes a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decode(ReadOnlySpan<byte> codes, Span<float> row)
    {
        CheckLength(Math.Min(codes.Length, row.Length));
        fixed (byte* from = codes)
        fixed (float* to = row)
        {
            float* scale = _scale.Pointer;
            float* offset = _offset.Pointer;
            if (Avx512F.IsSupported && width >= Vector512<float>.Count)
            {
                // From memory to a full register in one instruction.
                for (int next = 0; next < width; next += Vector512<float>.Count)
                {
                    int i = Math.Min(next, width - Vector512<float>.Count);
                    Vector512<float> code = Vector512.ConvertToSingle(
                        Avx512F.ConvertToVector512Int32(Vector128.Load(from + i))
                    );
                    ((code - Vector512.Load(offset + i)) * Vector512.Load(scale + i)).Store(to + i);
                }
            }
            else if (width >= Vector<byte>.Count)
            {
                for (int next = 0; next < width; next += Vector<byte>.Count)
                    DecodeFour(from, to, Math.Min(next, width - Vector<byte>.Count));
            }
            else
            {
                for (int i = 0; i < width; i++)
                    to[i] = (from[i] - offset[i]) * scale[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DecodeFour(byte* codes, float* row, int column)
    {
        int step = Vector<float>.Count;
        Vector.Widen(Vector.Load(codes + column), out Vector<ushort> low, out Vector<ushort> high);
        Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
        Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
        DecodeRegister(first, row, column);
        DecodeRegister(second, row, column + step);
        DecodeRegister(third, row, column + 2 * step);
        DecodeRegister(fourth, row, column + 3 * step);
    }

    private void CheckLength(int length)
    {
        // The loops go unchecked.
        if (length < width)
            throw new ArgumentException($"A row has {width} values; there is room for {length}.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<uint> EncodeRegister(float* row, int* lost, int column)
    {
        Vector<float> value = Vector.Load(row + column);
        Vector<float> place = value * Vector.Load(_inverse.Pointer + column) + Vector.Load(_bias.Pointer + column);
        // Whatever becomes of a NaN or a number far outside, it does not come back, and that is seen.
        Vector<int> code = Vector.ConvertToInt32Native(
            Vector.MinNative(Vector.MaxNative(place, Vector<float>.Zero), new Vector<float>(255))
        );
        Vector<float> back =
            (Vector.ConvertToSingle(code) - Vector.Load(_offset.Pointer + column))
            * Vector.Load(_scale.Pointer + column);
        (Vector.Load(lost + column) | (back.As<float, int>() ^ value.As<float, int>())).Store(lost + column);
        return code.As<int, uint>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DecodeRegister(Vector<uint> codes, float* row, int column) =>
        (
            (Vector.ConvertToSingle(codes.As<uint, int>()) - Vector.Load(_offset.Pointer + column))
            * Vector.Load(_scale.Pointer + column)
        ).Store(row + column);

    // Fewer columns than the registers of one step hold.
    private void EncodeNarrow(ReadOnlySpan<float> row, Span<byte> codes, Span<int> lost)
    {
        for (int i = 0; i < width; i++)
        {
            AffineCode code = this[i];
            codes[i] = code.Code(row[i]);
            lost[i] |= BitConverter.SingleToInt32Bits(code.Value(codes[i])) ^ BitConverter.SingleToInt32Bits(row[i]);
        }
    }
}
