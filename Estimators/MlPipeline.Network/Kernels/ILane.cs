using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPipeline.Network.Kernels;

/// <summary>
/// One vector register of floats. Micro-kernels are written once against this and compiled per width;
/// each implementation is a single-field struct, which the JIT keeps in a register.
/// </summary>
internal unsafe interface ILane<TSelf>
    where TSelf : unmanaged, ILane<TSelf>
{
    /// <summary>Floats in one register.</summary>
    static abstract int Count { get; }

    static abstract TSelf Load(float* source);

    static abstract TSelf Broadcast(float* source);

    /// <summary>
    /// <c>c = a * b + c</c>, rounded once where the hardware fuses. By reference: the JIT then adds in place instead of
    /// moving c.
    /// </summary>
    static abstract void MultiplyAdd(TSelf a, TSelf b, ref TSelf c);

    static abstract void Store(TSelf value, float* destination);
}

internal unsafe struct Lane512(Vector512<float> value) : ILane<Lane512>
{
    private Vector512<float> _value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Broadcast(float* source) => new(Vector512.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd(Lane512 a, Lane512 b, ref Lane512 c) =>
        c._value = Vector512.FusedMultiplyAdd(a._value, b._value, c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane512 value, float* destination) => value._value.Store(destination);
}

internal unsafe struct Lane256(Vector256<float> value) : ILane<Lane256>
{
    private Vector256<float> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Broadcast(float* source) => new(Vector256.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd(Lane256 a, Lane256 b, ref Lane256 c) =>
        c._value = Vector256.FusedMultiplyAdd(a._value, b._value, c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane256 value, float* destination) => value._value.Store(destination);
}

internal unsafe struct Lane128(Vector128<float> value) : ILane<Lane128>
{
    private Vector128<float> _value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Broadcast(float* source) => new(Vector128.Create(*source));

    // Without FMA hardware the fused form would be a library call per float: multiply and add instead.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd(Lane128 a, Lane128 b, ref Lane128 c) =>
        c._value = Vector128.MultiplyAddEstimate(a._value, b._value, c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane128 value, float* destination) => value._value.Store(destination);
}
