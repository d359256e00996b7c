using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Benchmarks;

/// <summary>Our exp and tanh against those of TensorPrimitives, over a layer's worth of values.</summary>
public class ElementaryFunctionBenchmarks
{
    private const int Count = 128 * 64;

    private readonly float[] _source = Data.Floats(Count, scale: 4);
    private readonly float[] _result = new float[Count];

    /// <summary>Ours.</summary>
    [Benchmark]
    public void Tanh()
    {
        Span<Vector<float>> result = MemoryMarshal.Cast<float, Vector<float>>(_result.AsSpan());
        ReadOnlySpan<Vector<float>> source = MemoryMarshal.Cast<float, Vector<float>>(_source);
        for (int i = 0; i < source.Length; i++)
            result[i] = VectorMath.Tanh(source[i]);
    }

    /// <summary>That of .NET.</summary>
    [Benchmark]
    public void TensorPrimitivesTanh() => TensorPrimitives.Tanh(_source, _result);

    /// <summary>Ours.</summary>
    [Benchmark]
    public void Exp()
    {
        Span<Vector<float>> result = MemoryMarshal.Cast<float, Vector<float>>(_result.AsSpan());
        ReadOnlySpan<Vector<float>> source = MemoryMarshal.Cast<float, Vector<float>>(_source);
        for (int i = 0; i < source.Length; i++)
            result[i] = VectorMath.Exp(source[i]);
    }

    /// <summary>That of .NET.</summary>
    [Benchmark]
    public void TensorPrimitivesExp() => TensorPrimitives.Exp(_source, _result);
}
