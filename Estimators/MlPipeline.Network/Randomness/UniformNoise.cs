using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Randomness;

/// <summary>
/// Many random numbers at once: number i is a hash of i and a 64-bit key, so that all lanes of a register are drawn
/// together, and the numbers are the same for every width. Each of the three rounds is a multiplication by an odd
/// number and a fold of the high bits onto the low ones, as in integer hashes such as Murmur3's finalizer.
/// </summary>
internal static unsafe class UniformNoise
{
    private const uint First = 0x9E3779B1;
    private const uint Second = 0x85EBCA6B;
    private const uint Third = 0xC2B2AE35;

    /// <summary>Fills a buffer, whose length is a multiple of 32, with numbers uniform in [-1, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(AlignedBuffer buffer, ulong key)
    {
        if (buffer.Length % Panels.Width != 0)
            throw new ArgumentException(
                $"Noise fills a multiple of {Panels.Width} floats; the buffer has {buffer.Length}."
            );
        // Mixed once more: neighbouring keys would otherwise give the same numbers in another order.
        ulong mixed = RandomStream.SplitMix(ref key);
        Vector<uint> low = new((uint)mixed);
        Vector<uint> high = new((uint)(mixed >> 32));
        Vector<uint> index = Vector.CreateSequence(0u, 1u);
        var step = new Vector<uint>((uint)Vector<uint>.Count);
        for (int i = 0; i < buffer.Length; i += Vector<uint>.Count, index += step)
        {
            Vector<uint> x = (index ^ low) * First;
            x = (x ^ (x >>> 16) ^ high) * Second;
            x = (x ^ (x >>> 13)) * Third;
            x ^= x >>> 16;
            // 24 bits are as many as a float holds.
            (Vector.ConvertToSingle((x >>> 8).As<uint, int>()) * (1f / (1 << 23)) - Vector<float>.One).Store(
                buffer.Pointer + i
            );
        }
    }
}
