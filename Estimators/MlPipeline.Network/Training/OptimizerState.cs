using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Optimizers;

namespace MlPipeline.Network.Training;

/// <summary>An optimizer and what it remembers of each parameter, in buffers of the parameters' layout.</summary>
internal sealed class OptimizerState
{
    private readonly Optimizer _optimizer;
    private readonly OptimizerSpec _spec;
    private readonly AlignedBuffer _parameters;
    private readonly AlignedBuffer _first;
    private readonly AlignedBuffer _second;

    public OptimizerState(OptimizerSpec spec, AlignedBuffer parameters)
    {
        _spec = spec;
        _optimizer = Optimizer.Of(spec);
        _parameters = parameters;
        _first = new AlignedBuffer(_optimizer.StateBuffers > 0 ? parameters.Length : 0);
        _second = new AlignedBuffer(_optimizer.StateBuffers > 1 ? parameters.Length : 0);
    }

    public void BeginStep(float learningRate) => _optimizer.BeginStep(learningRate);

    /// <summary>Updates weights, which decay, from <paramref name="start"/> on.</summary>
    public void UpdateWeights(int start, ReadOnlySpan<float> gradient) => Update(start, gradient, _spec.WeightDecay);

    /// <summary>Updates biases, which decay only if the spec says so, from <paramref name="start"/> on.</summary>
    public void UpdateBiases(int start, ReadOnlySpan<float> gradient) =>
        Update(start, gradient, _spec.DecayBiases ? _spec.WeightDecay : 0);

    public void Save(BinaryWriter writer)
    {
        _optimizer.Save(writer);
        writer.WriteBlock<float>(_first.Span);
        writer.WriteBlock<float>(_second.Span);
    }

    public void Restore(BinaryReader reader)
    {
        _optimizer.Restore(reader);
        reader.ReadBlock(_first.Span);
        reader.ReadBlock(_second.Span);
    }

    private void Update(int start, ReadOnlySpan<float> gradient, float decay)
    {
        int length = gradient.Length;
        if (length == 0)
            return;
        _optimizer.Update(
            _parameters.Span.Slice(start, length),
            gradient,
            _first.Length > 0 ? _first.Span.Slice(start, length) : default,
            _second.Length > 0 ? _second.Span.Slice(start, length) : default,
            decay
        );
    }
}
