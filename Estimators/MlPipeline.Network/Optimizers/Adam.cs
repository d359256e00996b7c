using System.Numerics;

namespace MlPipeline.Network.Optimizers;

/// <summary>
/// <c>m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g²; p -= rate * m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon)</c>
/// (Kingma, Ba 2015).
/// </summary>
internal sealed class Adam(float beta1, float beta2, float epsilon) : Optimizer
{
    private double _power1 = 1;
    private double _power2 = 1;
    private float _rate;
    private float _unbias2;

    public override int StateBuffers => 2;

    public override void BeginStep(float learningRate)
    {
        _power1 *= beta1;
        _power2 *= beta2;
        _rate = (float)(learningRate / (1 - _power1));
        _unbias2 = (float)(1 / Math.Sqrt(1 - _power2));
    }

    public override void Update(
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second,
        float decay
    ) => Run(new Rule(_rate, _unbias2, beta1, beta2, epsilon), parameters, gradient, first, second, decay, states: 2);

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_power1);
        writer.Write(_power2);
    }

    public override void Restore(BinaryReader reader) =>
        (_power1, _power2) = (reader.ReadDouble(), reader.ReadDouble());

    private readonly struct Rule(float rate, float unbias2, float beta1, float beta2, float epsilon) : IUpdateRule
    {
        private readonly Vector<float> _rate = new(rate);
        private readonly Vector<float> _unbias2 = new(unbias2);
        private readonly Vector<float> _epsilon = new(epsilon);
        private readonly Vector<float> _beta1 = new(beta1);
        private readonly Vector<float> _rest1 = new(1 - beta1);
        private readonly Vector<float> _beta2 = new(beta2);
        private readonly Vector<float> _rest2 = new(1 - beta2);

        public void Apply(ref Vector<float> p, Vector<float> g, ref Vector<float> first, ref Vector<float> second)
        {
            first = _beta1 * first + _rest1 * g;
            second = _beta2 * second + _rest2 * (g * g);
            p -= _rate * first / (Vector.SquareRoot(second) * _unbias2 + _epsilon);
        }
    }
}
