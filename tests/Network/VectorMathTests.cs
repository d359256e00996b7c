using System.Numerics;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Tests;

public class VectorMathTests
{
    [Fact]
    public void Tanh_is_accurate_relative_to_its_value_also_near_zero()
    {
        foreach (float x in Sweep(12))
            Close(Math.Tanh(x), VectorMath.Tanh(new Vector<float>(x))[0], x);
        Assert.Equal(1f, VectorMath.Tanh(new Vector<float>(float.PositiveInfinity))[0]);
        Assert.Equal(-1f, VectorMath.Tanh(new Vector<float>(float.NegativeInfinity))[0]);
        Assert.True(float.IsNaN(VectorMath.Tanh(new Vector<float>(float.NaN))[0]));
    }

    [Fact]
    public void Exp_is_accurate_relative_to_its_value()
    {
        foreach (float x in Sweep(87))
            Close(Math.Exp(x), VectorMath.Exp(new Vector<float>(x))[0], x);
    }

    private static void Close(double expected, float actual, float x) =>
        Assert.True(
            Math.Abs(actual - expected) <= 2.5e-7 * Math.Abs(expected),
            $"at {x}: expected {expected}, got {actual}"
        );

    // Both signs, magnitudes from 1e-8 to the limit.
    private static IEnumerable<float> Sweep(double limit) =>
        Enumerable
            .Range(0, 20_000)
            .Select(i => (float)((i % 2 == 0 ? 1 : -1) * 1e-8 * Math.Pow(limit / 1e-8, i / 20_000.0)));
}
