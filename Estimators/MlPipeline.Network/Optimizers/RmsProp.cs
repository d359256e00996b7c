using System.Numerics;

namespace MlPipeline.Network.Optimizers;

/// <summary>
/// <c>s = rho s + (1 - rho) g²; p -= rate * g / (sqrt(s) + epsilon)</c> (Tieleman, Hinton 2012; not centred).
/// </summary>
internal sealed class RmsProp(float rho, float epsilon) : Optimizer
{
    private float _rate;

    public override int StateBuffers => 1;

    public override void BeginStep(float learningRate) => _rate = learningRate;

    public override void Update(
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second,
        float decay
    ) => Run(new Rule(_rate, rho, epsilon), parameters, gradient, first, second, decay, states: 1);

    private readonly struct Rule(float rate, float rho, float epsilon) : IUpdateRule
    {
        private readonly Vector<float> _rate = new(rate);
        private readonly Vector<float> _rho = new(rho);
        private readonly Vector<float> _rest = new(1 - rho);
        private readonly Vector<float> _epsilon = new(epsilon);

        public void Apply(ref Vector<float> p, Vector<float> g, ref Vector<float> first, ref Vector<float> second)
        {
            first = _rho * first + _rest * (g * g);
            p -= _rate * g / (Vector.SquareRoot(first) + _epsilon);
        }
    }
}
