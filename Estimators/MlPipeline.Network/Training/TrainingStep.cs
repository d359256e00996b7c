using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Optimizers;
using MlPipeline.Network.Parallel;

namespace MlPipeline.Network.Training;

/// <summary>
/// One step of gradient descent, as two parallel phases.
/// <list type="number">
/// <item>Ranges of rows: gather, forward through all layers, loss, backward to every layer's dz. Rows do not touch each
/// other, so a range needs no other thread until its end.</item>
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
    private readonly AlignedBuffer _input, _first, _second;
    private readonly AlignedBuffer[] _outputs, _deltas, _derived, _sliceGradients;
    private readonly float[] _losses;
    private readonly bool[] _correct;
    private readonly (int Layer, int Slice)[] _slices;
    private readonly RowPhase _rowPhase;
    private readonly ParameterPhase _parameterPhase;
    private readonly int _inputStride, _frozen;

    private BatchSource _batch = null!;
    private int _count;

    public TrainingStep(FeedForwardNetwork network, OptimizerSpec spec, int batchSize, WorkerTeam team, int frozenLayers = 0)
    {
        (_network, _spec, _team, _frozen) = (network, spec, team, frozenLayers);
        _optimizer = Optimizer.Of(spec);
        int length = network.Parameters.Length;
        _inputStride = Kernels.Panels.Padded(network.Spec.InputSize);
        _input = new AlignedBuffer((long)batchSize * _inputStride);
        _first = new AlignedBuffer(_optimizer.StateBuffers > 0 ? length : 0);
        _second = new AlignedBuffer(_optimizer.StateBuffers > 1 ? length : 0);
        _outputs = [.. network.Layers.Select(layer => new AlignedBuffer((long)batchSize * layer.OutputStride))];
        _deltas = [.. network.Layers.Select(layer => new AlignedBuffer((long)batchSize * layer.OutputStride))];
        // The first layer that learns passes no gradient on, so it needs no repacked weights.
        _derived = [.. network.Layers.Select((layer, i) => new AlignedBuffer(i <= frozenLayers ? 0 : layer.DerivedLength))];
        (_losses, _correct) = (new float[batchSize], new bool[batchSize]);
        _slices = [.. network.Layers.SelectMany((layer, i) => Enumerable.Range(0, i < frozenLayers ? 0 : layer.Slices).Select(slice => (i, slice)))];
        int longest = _slices.Max(s => LengthOf(network.Layers[s.Layer].Slice(s.Slice)));
        _sliceGradients = [.. Enumerable.Range(0, team.Degree).Select(_ => new AlignedBuffer(longest))];
        (_rowPhase, _parameterPhase) = (new RowPhase(this), new ParameterPhase(this));
        foreach ((int layer, int slice) in _slices) Derive(layer, slice);
    }

    /// <summary>Steps on the <paramref name="count"/> rows of a batch.</summary>
    /// <returns>The sum of their losses, and how many were correct, before the step.</returns>
    public (double Loss, int Correct) Run(BatchSource batch, int count, float learningRate)
    {
        (double loss, int correct) = Backward(batch, count);
        if (!double.IsFinite(loss)) return (loss, correct);
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

    private (double Loss, int Correct) Backward(BatchSource batch, int count)
    {
        (_batch, _count) = (batch, count);
        _team.Run(_rowPhase, _rowPhase.Ranges(count));
        double loss = 0;
        int correct = 0;
        for (int r = 0; r < count; r++)
        {
            loss += _losses[r];
            if (_correct[r]) correct++;
        }
        return (loss, correct);
    }

    private static int LengthOf(Range range) => range.End.Value - range.Start.Value;

    private static int LengthOf((Range Weights, Range Biases) slice) => LengthOf(slice.Weights) + LengthOf(slice.Biases);

    private Rows Input(int start, int count) => new(_input.Pointer + (nint)start * _inputStride, count, _inputStride);

    private Rows Of(AlignedBuffer[] buffers, int layer, int start, int count)
    {
        int stride = _network.Layers[layer].OutputStride;
        return new Rows(buffers[layer].Pointer + (nint)start * stride, count, stride);
    }

    private float* ParametersOf(int layer) => _network.Parameters.Pointer + _network.OffsetOf(layer);

    private void Derive(int layer, int slice)
    {
        if (layer > _frozen) _network.Layers[layer].Derive(slice, ParametersOf(layer), _derived[layer].Pointer);
    }

    private sealed class RowPhase(TrainingStep step) : IParallelWork
    {
        /// <summary>Rows of a range are a multiple of this, so that the kernels' row blocks come out even.</summary>
        private const int Granularity = 8;

        private int _rangeRows;

        public int Ranges(int count)
        {
            int share = (count + step._team.Degree - 1) / step._team.Degree;
            _rangeRows = (share + Granularity - 1) / Granularity * Granularity;
            return (count + _rangeRows - 1) / _rangeRows;
        }

        public void Execute(int task, int worker)
        {
            int start = task * _rangeRows, count = Math.Min(_rangeRows, step._count - start);
            Gather(start, count);
            Forward(start, count);
            LossAndGradient(start, count);
            Backward(start, count);
        }

        private void Gather(int start, int count)
        {
            Rows x = step.Input(start, count);
            int width = step._network.Spec.InputSize;
            for (int r = 0; r < count; r++) step._batch.CopyRow(start + r, x.Row(r)[..width]);
        }

        private void Forward(int start, int count)
        {
            Rows x = step.Input(start, count);
            for (int layer = 0; layer < step._network.Layers.Length; layer++)
            {
                Rows y = step.Of(step._outputs, layer, start, count);
                step._network.Layers[layer].Forward(step.ParametersOf(layer), x, y);
                x = y;
            }
        }

        private void LossAndGradient(int start, int count)
        {
            int last = step._network.Layers.Length - 1, outputs = step._network.Spec.OutputSize;
            Losses.Loss loss = step._network.Loss;
            Rows y = step.Of(step._outputs, last, start, count), dz = step.Of(step._deltas, last, start, count);
            float scale = 1f / step._count;
            for (int r = 0; r < count; r++)
            {
                Losses.Target target = step._batch.TargetOf(start + r);
                Span<float> row = y.Row(r)[..outputs];
                float weight = step._batch.WeightOf(start + r);
                step._losses[start + r] = weight * loss.Forward(row, target);
                step._correct[start + r] = loss.IsCorrect(row, target);
                loss.Backward(row, target, weight * scale, dz.Row(r)[..outputs]);
            }
        }

        private void Backward(int start, int count)
        {
            for (int layer = step._network.Layers.Length - 1; layer > step._frozen; layer--)
            {
                Rows dz = step.Of(step._deltas, layer, start, count), dx = step.Of(step._deltas, layer - 1, start, count);
                step._network.Layers[layer].BackwardInput(step._derived[layer].Pointer, dz, dx);
                step._network.Layers[layer - 1].BackwardActivation(step.Of(step._outputs, layer - 1, start, count), dx);
            }
        }
    }

    private sealed class ParameterPhase(TrainingStep step) : IParallelWork
    {
        /// <summary>Where the gradient goes instead of into an update.</summary>
        public AlignedBuffer? WholeGradient { get; set; }

        public void Execute(int task, int worker)
        {
            (int index, int slice) = step._slices[task];
            Layer layer = step._network.Layers[index];
            Rows x = index == 0 ? step.Input(0, step._count) : step.Of(step._outputs, index - 1, 0, step._count);
            Rows dz = step.Of(step._deltas, index, 0, step._count);
            (Range weights, Range biases) = layer.Slice(slice);
            int offset = step._network.OffsetOf(index);
            if (WholeGradient != null)
            {
                float* whole = WholeGradient.Pointer + offset;
                layer.Gradient(slice, x, dz, whole + weights.Start.Value, whole + biases.Start.Value);
                return;
            }
            // A slice's gradient is used up at once: a small buffer, always in cache, instead of one of the parameters' size.
            AlignedBuffer gradient = step._sliceGradients[worker];
            int length = LengthOf(weights);
            layer.Gradient(slice, x, dz, gradient.Pointer, gradient.Pointer + length);
            Apply(offset, weights, gradient.Span[..length], step._spec.WeightDecay);
            Apply(offset, biases, gradient.Span.Slice(length, LengthOf(biases)), step._spec.DecayBiases ? step._spec.WeightDecay : 0);
            step.Derive(index, slice);
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
