using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Optimizers;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>
/// One step of gradient descent, as two parallel phases.
/// <list type="number">
/// <item>Rows, in one segment or several (<see cref="RowPhase"/>): forward, loss, backward to every layer's dz.</item>
/// <item>Slices of parameters: the gradient over the whole batch, the optimizer's update while it is still in cache, and
/// the repacked copy for the next backward pass.</item>
/// </list>
/// Every number is computed by one thread in a fixed order, so any number of threads gives the same bits. All buffers are
/// sized once.
/// </summary>
internal sealed unsafe class TrainingStep
{
    private readonly FeedForwardNetwork _network;
    private readonly WorkerTeam _team;
    private readonly Optimizer _optimizer;
    private readonly OptimizerSpec _spec;
    private readonly StepBuffers _buffers;
    private readonly AlignedBuffer _first, _second;
    private readonly AlignedBuffer[] _sliceGradients;
    private readonly (int Layer, int Slice)[] _slices;
    private readonly RowPhase _rowPhase;
    private readonly ParameterPhase _parameterPhase;
    private readonly ulong _noise;
    private int _count;

    public TrainingStep(FeedForwardNetwork network, OptimizerSpec spec, int batchSize, WorkerTeam team, int seed = 0)
    {
        (_network, _spec, _team) = (network, spec, team);
        _optimizer = Optimizer.Of(spec);
        int length = network.Parameters.Length;
        _buffers = new StepBuffers(network, batchSize);
        _first = new AlignedBuffer(_optimizer.StateBuffers > 0 ? length : 0);
        _second = new AlignedBuffer(_optimizer.StateBuffers > 1 ? length : 0);
        _noise = new RandomStream(seed, RandomStream.Dropout).NextUInt64();
        _slices = [.. network.Layers.SelectMany((layer, i) => Enumerable.Range(0, layer.Slices).Select(slice => (i, slice)))];
        int longest = _slices.Max(s => LengthOf(network.Layers[s.Layer].Slice(s.Slice)));
        _sliceGradients = [.. Enumerable.Range(0, team.Degree).Select(_ => new AlignedBuffer(longest))];
        (_rowPhase, _parameterPhase) = (new RowPhase(network, _buffers, batchSize, team), new ParameterPhase(this));
        foreach ((int layer, int slice) in _slices) _buffers.Derive(layer, slice);
    }

    /// <summary>Steps taken so far, which also decide the noise of the next.</summary>
    public long Steps { get; private set; }

    /// <summary>Steps on the <paramref name="count"/> rows of a batch.</summary>
    /// <returns>The sum of their losses, and how many were correct, before the step.</returns>
    public (double Loss, int Correct) Run(BatchSource batch, int count, float learningRate)
    {
        (double loss, int correct) = Backward(batch, count);
        if (!double.IsFinite(loss)) return (loss, correct);
        Steps++;
        _optimizer.BeginStep(learningRate);
        _team.Run(_parameterPhase, _slices.Length);
        return (loss, correct);
    }

    /// <summary>dL/dparameters, in the layout of the parameters, and the mean loss; steps nowhere. For tests.</summary>
    internal (double Loss, AlignedBuffer Gradient) ComputeGradient(BatchSource batch, int count)
    {
        (double loss, _) = Backward(batch, count);
        _parameterPhase.WholeGradient = new AlignedBuffer(_network.Parameters.Length);
        _team.Run(_parameterPhase, _slices.Length);
        AlignedBuffer gradient = _parameterPhase.WholeGradient;
        _parameterPhase.WholeGradient = null;
        return (loss / count, gradient);
    }

    /// <summary>dL/dy of a layer, as the last batch left it. For tests.</summary>
    internal Rows DeltaOf(int layer) => _buffers.Delta(layer, 0, _count);

    private (double Loss, int Correct) Backward(BatchSource batch, int count)
    {
        _count = count;
        return _rowPhase.Run(batch, count, _noise + (ulong)Steps * 0x9E3779B97F4A7C15);
    }

    private static int LengthOf(Range range) => range.End.Value - range.Start.Value;

    private static int LengthOf((Range Weights, Range Biases) slice) => LengthOf(slice.Weights) + LengthOf(slice.Biases);

    private sealed class ParameterPhase(TrainingStep step) : IParallelWork
    {
        /// <summary>Where the gradient goes instead of into an update.</summary>
        public AlignedBuffer? WholeGradient { get; set; }

        public void Execute(int task, int worker)
        {
            (int index, int slice) = step._slices[task];
            Layer layer = step._network.Layers[index];
            Rows x = step._buffers.X(index, 0, step._count), dz = step._buffers.Delta(index, 0, step._count);
            LayerState state = step._buffers.StateOf(index, 0, step._count, step._count, noise: 0);
            (Range weights, Range biases) = layer.Slice(slice);
            int offset = step._network.OffsetOf(index);
            if (WholeGradient != null)
            {
                float* whole = WholeGradient.Pointer + offset;
                layer.Gradient(slice, in state, x, dz, whole + weights.Start.Value, whole + biases.Start.Value);
                return;
            }
            // A slice's gradient is used up at once: a small buffer, always in cache, instead of one of the parameters' size.
            AlignedBuffer gradient = step._sliceGradients[worker];
            int length = LengthOf(weights);
            layer.Gradient(slice, in state, x, dz, gradient.Pointer, gradient.Pointer + length);
            Apply(offset, weights, gradient.Span[..length], step._spec.WeightDecay);
            Apply(offset, biases, gradient.Span.Slice(length, LengthOf(biases)), step._spec.DecayBiases ? step._spec.WeightDecay : 0);
            step._buffers.Derive(index, slice);
        }

        private void Apply(int offset, Range range, ReadOnlySpan<float> gradient, float decay)
        {
            int start = offset + range.Start.Value, length = gradient.Length;
            if (length == 0) return;
            step._optimizer.Update(
                step._network.Parameters.Span.Slice(start, length),
                gradient,
                step._optimizer.StateBuffers > 0 ? step._first.Span.Slice(start, length) : default,
                step._optimizer.StateBuffers > 1 ? step._second.Span.Slice(start, length) : default,
                decay);
        }
    }
}
