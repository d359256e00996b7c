using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlPipeline.Network.Kernels;

/// <summary>What to do with two registers; a struct, so that the loop around it is compiled for it.</summary>
internal interface IBinaryMap
{
    Vector<float> Invoke(Vector<float> source, Vector<float> target);
}

/// <summary>
/// Loops over spans in vector registers. Lengths are multiples of 32 (padded rows, panels): there is no tail.
/// </summary>
internal static class Elementwise
{
    /// <summary><c>target[i] = map(source[i], target[i])</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TMap>(ReadOnlySpan<float> source, Span<float> target, TMap map)
        where TMap : struct, IBinaryMap
    {
        if (source.Length != target.Length || source.Length % Panels.Width != 0)
            throw new ArgumentException(
                $"Elementwise loops take two spans of one length, a multiple of {Panels.Width}; got {source.Length} "
                    + $"and {target.Length}."
            );
        ref float from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(target);
        for (nuint i = 0; i < (nuint)source.Length; i += (nuint)Vector<float>.Count)
        {
            Vector<float> result = map.Invoke(Vector.LoadUnsafe(ref from, i), Vector.LoadUnsafe(ref to, i));
            result.StoreUnsafe(ref to, i);
        }
    }
}
