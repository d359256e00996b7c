using System.Numerics;
using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Training;

/// <summary>
/// The exponential moving average of the weights (Polyak, Juditsky 1992; with a decay, as in Tarvainen, Valpola 2017):
/// <c>a += (1 - d) / (1 - d^t) (w - a)</c> after step t. That is the average of the weights after steps 1 to t with
/// weights
/// <c>d^(t - i)</c> that sum to 1: free of the random weights that training began with, from the first step on.
/// </summary>
internal sealed class WeightAverage(float decay, int length)
{
    private double _power = 1;
    private float _rate;

    /// <summary>The average, in the layout of the parameters.</summary>
    public AlignedBuffer Values { get; } = new(length);

    /// <summary>Whether a step has been taken in.</summary>
    public bool HasValues => _power < 1;

    public void BeginStep()
    {
        _power *= decay;
        _rate = (float)((1 - decay) / (1 - _power));
    }

    /// <summary>Takes in the weights from <paramref name="start"/> on.</summary>
    public void Add(ReadOnlySpan<float> weights, int start) =>
        Elementwise.Map(weights, Values.Span.Slice(start, weights.Length), new Towards(_rate));

    public void Save(BinaryWriter writer)
    {
        writer.Write(_power);
        writer.WriteBlock<float>(Values.Span);
    }

    public void Restore(BinaryReader reader)
    {
        _power = reader.ReadDouble();
        reader.ReadBlock(Values.Span);
    }

    private readonly struct Towards(float rate) : IBinaryMap
    {
        private readonly Vector<float> _rate = new(rate);

        public Vector<float> Invoke(Vector<float> weights, Vector<float> average) =>
            average + _rate * (weights - average);
    }
}
