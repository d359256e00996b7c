using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlPipeline.Network.Memory;

/// <summary>
/// A zeroed block of floats that starts on a 64-byte boundary and never moves, so kernels may keep its address.
/// It lives on the pinned heap and is collected like any array: nothing to dispose.
/// </summary>
internal sealed unsafe class AlignedBuffer
{
    private const int AlignmentBytes = 64;
    private const int Slack = AlignmentBytes / sizeof(float) - 1;

    private readonly float[] _storage;
    private readonly int _start;

    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="length"/> is negative or more than an array holds.
    /// </exception>
    public AlignedBuffer(long length)
    {
        if (length < 0 || length > Array.MaxLength - Slack)
            throw new ArgumentOutOfRangeException(
                nameof(length),
                length,
                "A buffer holds 0 to 2^31 floats; use a smaller network or batch."
            );
        Length = (int)length;
        _storage = GC.AllocateArray<float>(Length + Slack, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage));
        _start = (int)((AlignmentBytes - address % AlignmentBytes) % AlignmentBytes / sizeof(float));
        Pointer = (float*)address + _start;
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>Address of the first float; valid for as long as this object is reachable.</summary>
    public float* Pointer { get; }

    /// <summary>The whole block.</summary>
    public Span<float> Span => _storage.AsSpan(_start, Length);
}
