using System.Numerics;

namespace MlPipeline.Network.Optimizers;

/// <summary>
/// Adam with Nesterov momentum and Dozat's momentum schedule <c>mu(t) = b1 (1 - 0.5 * 0.96^(0.004 t))</c> (Dozat 2016):
/// <c>p -= rate * (mu(t+1) m / (1 - P(t) mu(t) mu(t+1)) + (1 - mu(t)) g / (1 - P(t))) / (sqrt(v / (1 - b2^t)) +
/// epsilon)</c>, P(t) being the product of mu(1) to mu(t). The variant is that of PyTorch 1.x, which has one mu(t) more
/// in the first denominator than Dozat; the factor vanishes within a few dozen steps.
/// </summary>
internal sealed class Nadam(float beta1, float beta2, float epsilon) : Optimizer
{
    private const double ScheduleBase = 0.96;
    private const double ScheduleDecay = 0.004;

    private long _step;
    private double _product = 1;
    private double _power2 = 1;
    private float _gradientRate;
    private float _momentRate;
    private float _unbias2;

    public override int StateBuffers => 2;

    public override void BeginStep(float learningRate)
    {
        _step++;
        double mu = Mu(_step);
        double next = Mu(_step + 1);
        _product *= mu;
        _power2 *= beta2;
        _gradientRate = (float)(learningRate * (1 - mu) / (1 - _product));
        _momentRate = (float)(learningRate * next / (1 - _product * mu * next));
        _unbias2 = (float)(1 / Math.Sqrt(1 - _power2));
    }

    public override void Update(
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second,
        float decay
    ) =>
        Run(
            new Rule(_gradientRate, _momentRate, _unbias2, beta1, beta2, epsilon),
            parameters,
            gradient,
            first,
            second,
            decay,
            states: 2
        );

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_step);
        writer.Write(_product);
        writer.Write(_power2);
    }

    public override void Restore(BinaryReader reader) =>
        (_step, _product, _power2) = (reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble());

    private double Mu(long step) => beta1 * (1 - 0.5 * Math.Pow(ScheduleBase, step * ScheduleDecay));

    private readonly struct Rule(
        float gradientRate,
        float momentRate,
        float unbias2,
        float beta1,
        float beta2,
        float epsilon
    ) : IUpdateRule
    {
        private readonly Vector<float> _gradientRate = new(gradientRate);
        private readonly Vector<float> _momentRate = new(momentRate);
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
            p -= (_gradientRate * g + _momentRate * first) / (Vector.SquareRoot(second) * _unbias2 + _epsilon);
        }
    }
}
