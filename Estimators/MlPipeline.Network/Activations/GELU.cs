using System.Numerics;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Activations;

/// <summary>
/// <c>f(z) = z P(z)</c>, P being the distribution function of the standard normal and p its density; <c>f' = P(z) + z
/// p(z)</c> (Hendrycks, Gimpel 2016; exact, not the approximation by tanh).
/// </summary>
internal sealed class GELU : Activation
{
    public static readonly GELU Instance = new();

    public override bool NeedsInput => true;

    public override void Forward(Span<float> z) => Elementwise.Map(z, z, default(Function));

    public override void Backward(ReadOnlySpan<float> value, Span<float> gradient) =>
        Elementwise.Map(value, gradient, default(Derivative));

    private readonly struct Function : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> z, Vector<float> same) => z * VectorMath.Normal(z).Distribution;
    }

    private readonly struct Derivative : IBinaryMap
    {
        public Vector<float> Invoke(Vector<float> z, Vector<float> g)
        {
            (Vector<float> distribution, Vector<float> density) = VectorMath.Normal(z);
            return g * (distribution + z * density);
        }
    }
}
