using System.Numerics;

namespace MlPipeline.Network.Optimizers;

/// <summary>Nesterov momentum: <c>v = mu v + g; p -= rate * (g + mu v)</c> (Sutskever et al. 2013).</summary>
internal sealed class Nesterov(float mu) : Optimizer
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
    ) => Run(new Rule(_rate, mu), parameters, gradient, first, second, decay, states: 1);

    private readonly struct Rule(float rate, float mu) : IUpdateRule
    {
        private readonly Vector<float> _rate = new(rate);
        private readonly Vector<float> _mu = new(mu);

        public void Apply(ref Vector<float> p, Vector<float> g, ref Vector<float> first, ref Vector<float> second)
        {
            first = _mu * first + g;
            p -= _rate * (g + _mu * first);
        }
    }
}
