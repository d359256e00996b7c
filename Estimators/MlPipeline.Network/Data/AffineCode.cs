using System.Runtime.CompilerServices;

namespace MlPipeline.Network.Data;

/// <summary>
/// How a byte stands for a float: <c>value = (code - Offset) · Scale</c>, each operation rounded, as normalizers
/// compute a pixel. <see cref="Code"/> and <see cref="Value"/> are the arithmetic of <see cref="AffineRows"/>, one
/// number at a time.
/// </summary>
internal readonly record struct AffineCode(float Scale, float Offset)
{
    /// <summary>1 / Scale, or 0 where that is not finite: then only code 0 is found.</summary>
    public float Inverse { get; } = float.IsFinite(1 / Scale) ? 1 / Scale : 0;

    /// <summary>What is added before truncation: the offset, and a half for rounding.</summary>
    public float Bias { get; } = Offset + 0.5f;

    /// <summary>The nearest code; whether it gives the value back is another question.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Code(float value) => (byte)Math.Clamp((int)Math.Clamp(value * Inverse + Bias, 0f, 255f), 0, 255);

    /// <summary>What a code stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Value(byte code) => (code - Offset) * Scale;

    /// <summary>Whether every value comes back bit for bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Holds(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            if (BitConverter.SingleToInt32Bits(Value(Code(value))) != BitConverter.SingleToInt32Bits(value))
                return false;
        return true;
    }
}
