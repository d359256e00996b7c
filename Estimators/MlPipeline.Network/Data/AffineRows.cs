using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Data;

/// <summary>Rows of floats to rows of bytes and back, an <see cref="AffineCode"/> a column, in vector registers.</summary>
/// <param name="width">Columns.</param>
internal sealed unsafe class AffineRows(int width)
{
    // The codes' parts apart, so that a register takes the same part of several columns.
    private readonly AlignedBuffer _scale = new(width), _offset = new(width), _inverse = new(width), _bias = new(width);

    /// <summary>The code of a column.</summary>
    public AffineCode this[int column]
    {
        get => new(_scale.Span[column], _offset.Span[column]);
        set => (_scale.Span[column], _offset.Span[column], _inverse.Span[column], _bias.Span[column]) = (value.Scale, value.Offset, value.Inverse, value.Bias);
    }

    /// <summary>Encodes a row; in the columns whose value would not come back bit for bit, <paramref name="lost"/> gets a bit that is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Encode(ReadOnlySpan<float> row, Span<byte> codes, Span<int> lost)
    {
        CheckLength(Math.Min(row.Length, Math.Min(codes.Length, lost.Length)));
        fixed (float* from = row)
        fixed (byte* to = codes)
        fixed (int* bits = lost)
        {
            float* scale = _scale.Pointer, offset = _offset.Pointer, inverse = _inverse.Pointer, bias = _bias.Pointer;
            int i = 0;
            for (; Avx512F.IsSupported && i <= width - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                // Whatever becomes of a NaN or a number far outside, it does not come back, and that is seen.
                Vector512<float> value = Vector512.Load(from + i), place = value * Vector512.Load(inverse + i) + Vector512.Load(bias + i);
                Vector512<int> code = Vector512.ConvertToInt32Native(Vector512.MinNative(Vector512.MaxNative(place, Vector512<float>.Zero), Vector512.Create(255f)));
                Vector512<float> back = (Vector512.ConvertToSingle(code) - Vector512.Load(offset + i)) * Vector512.Load(scale + i);
                (Vector512.Load(bits + i) | (back.AsInt32() ^ value.AsInt32())).Store(bits + i);
                Avx512F.ConvertToVector128Byte(code).Store(to + i);
            }
            for (; i < width; i++)
            {
                AffineCode code = this[i];
                to[i] = code.Code(from[i]);
                bits[i] |= BitConverter.SingleToInt32Bits(code.Value(to[i])) ^ BitConverter.SingleToInt32Bits(from[i]);
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
            float* scale = _scale.Pointer, offset = _offset.Pointer;
            int i = 0;
            for (; Avx512F.IsSupported && i <= width - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                Vector512<float> code = Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(from + i)));
                ((code - Vector512.Load(offset + i)) * Vector512.Load(scale + i)).Store(to + i);
            }
            for (; i <= width - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Load(from + i));
                DecodeFour(Vector128.WidenLower(low), to, i);
                DecodeFour(Vector128.WidenUpper(low), to, i + 4);
                DecodeFour(Vector128.WidenLower(high), to, i + 8);
                DecodeFour(Vector128.WidenUpper(high), to, i + 12);
            }
            for (; i < width; i++) to[i] = (from[i] - offset[i]) * scale[i];
        }
    }

    private void CheckLength(int length)
    {
        // The loops go unchecked.
        if (length < width) throw new ArgumentException($"A row has {width} values; there is room for {length}.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DecodeFour(Vector128<uint> codes, float* row, int column)
    {
        Vector128<float> code = Vector128.ConvertToSingle(codes.AsInt32());
        ((code - Vector128.Load(_offset.Pointer + column)) * Vector128.Load(_scale.Pointer + column)).Store(row + column);
    }
}
