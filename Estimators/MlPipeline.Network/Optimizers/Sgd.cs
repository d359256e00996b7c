using System.Numerics;

namespace MlPipeline.Network.Optimizers;

/// <summary><c>p -= rate * g</c>.</summary>
internal sealed class Sgd : Optimizer
{
    private float _rate;

    public override int StateBuffers => 0;

    public override void BeginStep(float learningRate) => _rate = learningRate;

    public override void Update(
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second,
        float decay
    ) => Run(new Rule(_rate), parameters, gradient, first, second, decay, states: 0);

    private readonly struct Rule(float rate) : IUpdateRule
    {
        private readonly Vector<float> _rate = new(rate);

        public void Apply(ref Vector<float> p, Vector<float> g, ref Vector<float> first, ref Vector<float> second) =>
            p -= _rate * g;
    }
}
