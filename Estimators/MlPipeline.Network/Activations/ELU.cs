using System.Numerics;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Activations;

/// <summary>
/// <c>f(z) = z for z > 0, else e^z - 1</c>, <c>f' = 1 for z > 0, else y + 1</c> (Clevert, Unterthiner, Hochreiter 2016,
/// with alpha 1).
/// </summary>
internal sealed class ELU : Activation
{
    public static readonly ELU Instance = new();

    public override void Forward(Span<float> z) => Elementwise.Map(z, z, default(Function));

    public override void Backward(ReadOnlySpan<float> value, Span<float> gradient) =>
        Elementwise.Map(value, gradient, default(Derivative));

    private readonly struct Function : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> z, Vector<float> same) =>
            // Not z <= 0, so that a NaN stays one.
            Vector.ConditionalSelect(
                Vector.LessThan(z, Vector<float>.Zero),
                VectorMath.Expm1(Vector.Min(z, Vector<float>.Zero)),
                z
            );
    }

    private readonly struct Derivative : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> y, Vector<float> g) =>
            Vector.ConditionalSelect(Vector.LessThan(y, Vector<float>.Zero), g * (y + Vector<float>.One), g);
    }
}
