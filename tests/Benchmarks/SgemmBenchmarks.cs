using BenchmarkDotNet.Attributes;
using MlPipeline.Network;

namespace MlPipeline.Benchmarks;

/// <summary>Products of square matrices; 2 n³ floating-point operations each.</summary>
public class SgemmBenchmarks
{
    private float[] _a = [];
    private float[] _b = [];
    private float[] _c = [];

    /// <summary>Rows and columns.</summary>
    [Params(64, 128, 256, 512, 1024, 2048)]
    public int Size { get; set; }

    /// <summary>Threads that share the work.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup() => (_a, _b, _c) = (Data.Floats(Size * Size), Data.Floats(Size * Size), new float[Size * Size]);

    /// <summary>C = A B.</summary>
    [Benchmark]
    public void Multiply() =>
        MatrixProduct.Multiply(false, false, Size, Size, Size, 1, _a, Size, _b, Size, 0, _c, Size, Threads);

    /// <summary>C = Aᵀ B, the shape of a weight gradient.</summary>
    [Benchmark]
    public void MultiplyTransposed() =>
        MatrixProduct.Multiply(true, false, Size, Size, Size, 1, _a, Size, _b, Size, 0, _c, Size, Threads);
}
