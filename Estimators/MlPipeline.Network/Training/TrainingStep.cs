using System.Numerics.Tensors;
using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Layers;
using MlPipeline.Network.Losses;
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
/// Where the whole gradient must be known before the update (its norm is limited), or all weights of a unit after it (their
/// norm is), the second phase comes in parts, with the gradient in a buffer of the parameters' size.
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
    private readonly int _inputStride;
    private readonly Regularization _rules;
    private readonly Loss _loss;
    private readonly Mixup? _mixup;
    private readonly WeightAverage? _average;
    private readonly NormPhase? _normPhase;

    private BatchSource _batch = null!;
    private int _count;

    public TrainingStep(FeedForwardNetwork network, OptimizerSpec spec, int batchSize, WorkerTeam team, Regularization? rules = null)
    {
        (_network, _spec, _team, _rules) = (network, spec, team, rules ?? Regularization.None);
        _optimizer = Optimizer.Of(spec);
        int length = network.Parameters.Length;
        _inputStride = Kernels.Panels.Padded(network.Spec.InputSize);
        _input = new AlignedBuffer((long)batchSize * _inputStride);
        _first = new AlignedBuffer(_optimizer.StateBuffers > 0 ? length : 0);
        _second = new AlignedBuffer(_optimizer.StateBuffers > 1 ? length : 0);
        _outputs = [.. network.Layers.Select(layer => new AlignedBuffer((long)batchSize * layer.OutputStride))];
        _deltas = [.. network.Layers.Select(layer => new AlignedBuffer((long)batchSize * layer.OutputStride))];
        // The first layer passes no gradient on, so it needs no repacked weights.
        _derived = [.. network.Layers.Select((layer, i) => new AlignedBuffer(i == 0 ? 0 : layer.DerivedLength))];
        (_losses, _correct) = (new float[batchSize], new bool[batchSize]);
        _slices = [.. network.Layers.SelectMany((layer, i) => Enumerable.Range(0, layer.Slices).Select(slice => (i, slice)))];
        int longest = _slices.Max(s => LengthOf(network.Layers[s.Layer].Slice(s.Slice)));
        _sliceGradients = [.. Enumerable.Range(0, team.Degree).Select(_ => new AlignedBuffer(longest))];
        (_rowPhase, _parameterPhase) = (new RowPhase(this), new ParameterPhase(this));
        _loss = _rules.LabelSmoothing > 0 ? new SmoothedCrossEntropy(_rules.LabelSmoothing) : network.Loss;
        if (_rules.Mixup > 0) _mixup = new Mixup(_rules.Mixup, _rules.Seed, batchSize, network.Spec.InputSize, network.Spec.OutputSize, team.Degree);
        if (_rules.Averaging is { } decay) _average = new WeightAverage(decay, length);
        if (_rules.ClipNorm != null) _parameterPhase.WholeGradient = new AlignedBuffer(length);
        if (_rules.MaxNorm is { } most) _normPhase = new NormPhase(network, most);
        foreach ((int layer, int slice) in _slices) Derive(layer, slice);
    }

    /// <summary>Steps on the <paramref name="count"/> rows of a batch.</summary>
    /// <returns>The sum of their losses, and how many were correct, before the step.</returns>
    public (double Loss, int Correct) Run(BatchSource batch, int count, float learningRate)
    {
        (double loss, int correct) = Backward(batch, count);
        if (!double.IsFinite(loss)) return (loss, correct);
        _optimizer.BeginStep(learningRate);
        _average?.BeginStep();
        UpdateParameters();
        return (loss, correct);
    }

    /// <summary>dL/dparameters, in the layout of the parameters, clipped by value, and the mean loss; steps nowhere. For tests.</summary>
    internal (double Loss, AlignedBuffer Gradient) ComputeGradient(BatchSource batch, int count)
    {
        (double loss, _) = Backward(batch, count);
        AlignedBuffer? kept = _parameterPhase.WholeGradient;
        var gradient = new AlignedBuffer(_network.Parameters.Length);
        _parameterPhase.WholeGradient = gradient;
        RunParts(ParameterPhase.Parts.Gradient);
        _parameterPhase.WholeGradient = kept;
        return (loss / count, gradient);
    }

    /// <summary>Writes everything that decides about further steps: weights, states of the optimizer, average, draws.</summary>
    internal void Save(BinaryWriter writer)
    {
        _optimizer.Save(writer);
        foreach (AlignedBuffer buffer in (AlignedBuffer[])[_network.Parameters, _first, _second]) writer.WriteBlock<float>(buffer.Span);
        _average?.Save(writer);
        _mixup?.Random.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    internal void Restore(BinaryReader reader)
    {
        _optimizer.Restore(reader);
        foreach (AlignedBuffer buffer in (AlignedBuffer[])[_network.Parameters, _first, _second]) reader.ReadBlock(buffer.Span);
        _average?.Restore(reader);
        _mixup?.Random.Restore(reader);
        foreach ((int layer, int slice) in _slices) Derive(layer, slice);
    }

    /// <summary>Exchanges the weights with their moving average, where there is one; a second call undoes the first.</summary>
    internal void ExchangeWithAverage()
    {
        if (_average is not { HasValues: true }) return;
        foreach ((int index, int slice) in _slices)
        {
            // What is in no slice is not learned by gradients, and has no average.
            (Range weights, Range biases) = _network.Layers[index].Slice(slice);
            int offset = _network.OffsetOf(index);
            foreach (Range range in (ReadOnlySpan<Range>)[weights, biases])
            {
                Span<float> values = _network.Parameters.Span.Slice(offset + range.Start.Value, LengthOf(range));
                Span<float> average = _average.Values.Span.Slice(offset + range.Start.Value, LengthOf(range));
                for (int i = 0; i < values.Length; i++) (values[i], average[i]) = (average[i], values[i]);
            }
        }
    }

    // One phase where nothing needs more: a slice's gradient never leaves the cache.
    private void UpdateParameters()
    {
        ParameterPhase.Parts rest = _normPhase == null ? ParameterPhase.Parts.Update | ParameterPhase.Parts.Finish : ParameterPhase.Parts.Update;
        if (_rules.ClipNorm is { } most)
        {
            RunParts(ParameterPhase.Parts.Gradient);
            _parameterPhase.LimitNorm(most);
            RunParts(rest);
        }
        else
        {
            RunParts(ParameterPhase.Parts.Gradient | rest);
        }
        if (_normPhase == null) return;
        _team.Run(_normPhase, _normPhase.Tasks);
        RunParts(ParameterPhase.Parts.Finish);
    }

    private void RunParts(ParameterPhase.Parts parts)
    {
        _parameterPhase.Now = parts;
        _team.Run(_parameterPhase, _slices.Length);
    }

    private (double Loss, int Correct) Backward(BatchSource batch, int count)
    {
        (_batch, _count) = (batch, count);
        _mixup?.Begin(count);
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
        if (layer > 0) _network.Layers[layer].Derive(slice, ParametersOf(layer), _derived[layer].Pointer);
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
            Gather(start, count, worker);
            Forward(start, count);
            LossAndGradient(start, count, worker);
            Backward(start, count);
        }

        private void Gather(int start, int count, int worker)
        {
            Rows x = step.Input(start, count);
            int width = step._network.Spec.InputSize;
            for (int r = 0; r < count; r++)
            {
                if (step._mixup == null) step._batch.CopyRow(start + r, x.Row(r)[..width]);
                else step._mixup.CopyRow(step._batch, start + r, x.Row(r)[..width], worker);
            }
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

        private void LossAndGradient(int start, int count, int worker)
        {
            int last = step._network.Layers.Length - 1, outputs = step._network.Spec.OutputSize;
            Loss loss = step._loss;
            Rows y = step.Of(step._outputs, last, start, count), dz = step.Of(step._deltas, last, start, count);
            float scale = 1f / step._count;
            for (int r = 0; r < count; r++)
            {
                Span<float> row = y.Row(r)[..outputs];
                if (step._mixup != null)
                {
                    (step._losses[start + r], step._correct[start + r]) = step._mixup.LossAndGradient(loss, step._batch, start + r, row, scale, dz.Row(r)[..outputs], worker);
                    continue;
                }
                Target target = step._batch.TargetOf(start + r);
                step._losses[start + r] = loss.Forward(row, target);
                step._correct[start + r] = loss.IsCorrect(row, target);
                loss.Backward(row, target, scale, dz.Row(r)[..outputs]);
            }
        }

        private void Backward(int start, int count)
        {
            for (int layer = step._network.Layers.Length - 1; layer > 0; layer--)
            {
                Rows dz = step.Of(step._deltas, layer, start, count), dx = step.Of(step._deltas, layer - 1, start, count);
                step._network.Layers[layer].BackwardInput(step._derived[layer].Pointer, dz, dx);
                step._network.Layers[layer - 1].BackwardActivation(step.Of(step._outputs, layer - 1, start, count), dx);
            }
        }
    }

    private sealed class ParameterPhase(TrainingStep step) : IParallelWork
    {
        /// <summary>Sums of squares of the slices of the gradient.</summary>
        private readonly double[] _squares = new double[step._slices.Length];

        private float _scale = 1;

        /// <summary>What is done with a slice, in this order.</summary>
        [Flags]
        public enum Parts
        {
            /// <summary>dL/dparameters over the whole batch, limited by value.</summary>
            Gradient = 1,

            /// <summary>The optimizer's update.</summary>
            Update = 2,

            /// <summary>What follows from the new weights: their average, and the repacked copy.</summary>
            Finish = 4,
        }

        /// <summary>The parts of the next run.</summary>
        public Parts Now { get; set; }

        /// <summary>Where the gradient goes if it is needed whole; null where each slice is used up at once.</summary>
        public AlignedBuffer? WholeGradient { get; set; }

        /// <summary>Scales the whole gradient down to a norm, where it is longer. The sum is taken in the order of the slices.</summary>
        public void LimitNorm(float most)
        {
            double sum = 0;
            foreach (double squares in _squares) sum += squares;
            double norm = Math.Sqrt(sum);
            _scale = norm > most ? (float)(most / norm) : 1;
        }

        public void Execute(int task, int worker)
        {
            (int index, int slice) = step._slices[task];
            (Range weights, Range biases) = step._network.Layers[index].Slice(slice);
            int offset = step._network.OffsetOf(index);
            // A slice's gradient is used up at once: a small buffer, always in cache, instead of one of the parameters' size.
            float* dw = WholeGradient == null ? step._sliceGradients[worker].Pointer : WholeGradient.Pointer + offset + weights.Start.Value;
            float* db = WholeGradient == null ? dw + LengthOf(weights) : WholeGradient.Pointer + offset + biases.Start.Value;
            var weightGradient = new Span<float>(dw, LengthOf(weights));
            var biasGradient = new Span<float>(db, LengthOf(biases));
            if ((Now & Parts.Gradient) != 0)
            {
                Compute(index, slice, dw, db);
                if (step._rules.ClipValue is { } most) Clip(weightGradient, biasGradient, most);
                if (step._rules.ClipNorm != null) _squares[task] = (double)TensorPrimitives.SumOfSquares<float>(weightGradient) + TensorPrimitives.SumOfSquares<float>(biasGradient);
            }
            if ((Now & Parts.Update) != 0)
            {
                if (_scale != 1) Scale(weightGradient, biasGradient, _scale);
                Apply(offset, weights, weightGradient, step._spec.WeightDecay);
                Apply(offset, biases, biasGradient, step._spec.DecayBiases ? step._spec.WeightDecay : 0);
            }
            if ((Now & Parts.Finish) != 0) Finish(index, slice, offset + weights.Start.Value, weightGradient.Length, offset + biases.Start.Value, biasGradient.Length);
        }

        private static void Clip(Span<float> weights, Span<float> biases, float most)
        {
            TensorPrimitives.Clamp<float>(weights, -most, most, weights);
            TensorPrimitives.Clamp<float>(biases, -most, most, biases);
        }

        private static void Scale(Span<float> weights, Span<float> biases, float factor)
        {
            TensorPrimitives.Multiply(weights, factor, weights);
            TensorPrimitives.Multiply(biases, factor, biases);
        }

        private void Compute(int index, int slice, float* weights, float* biases)
        {
            Rows x = index == 0 ? step.Input(0, step._count) : step.Of(step._outputs, index - 1, 0, step._count);
            Rows dz = step.Of(step._deltas, index, 0, step._count);
            step._network.Layers[index].Gradient(slice, x, dz, weights, biases);
        }

        private void Finish(int index, int slice, int weights, int weightCount, int biases, int biasCount)
        {
            if (step._average != null)
            {
                step._average.Add(step._network.Parameters.Span.Slice(weights, weightCount), weights);
                step._average.Add(step._network.Parameters.Span.Slice(biases, biasCount), biases);
            }
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
