using System.Numerics.Tensors;
using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Optimizers;
using MlPipeline.Network.Parallel;

namespace MlPipeline.Network.Training;

/// <summary>
/// The part of a step that goes over slices of parameters: the gradient over the whole batch, the optimizer's update while
/// it is still in cache, and what follows from the new weights. Only where the whole gradient must be known before the
/// update (its norm is limited), or all weights of a unit after it (their norm is), these parts are run one after the other.
/// </summary>
internal sealed unsafe class ParameterPhase : IParallelWork
{
    private readonly FeedForwardNetwork _network;
    private readonly StepBuffers _buffers;
    private readonly WorkerTeam _team;
    private readonly OptimizerSpec _spec;
    private readonly Regularization _rules;
    private readonly Optimizer _optimizer;
    private readonly AlignedBuffer _first, _second;
    private readonly AlignedBuffer[] _sliceGradients;
    private readonly (int Layer, int Slice)[] _slices;
    private readonly double[] _squares;
    private readonly NormPhase? _normPhase;
    private readonly WeightAverage? _average;
    // Where the gradient goes if it is needed whole; null where each slice is used up at once.
    private AlignedBuffer? _wholeGradient;
    private Parts _parts;
    private float _scale = 1;
    private int _count;

    public ParameterPhase(FeedForwardNetwork network, StepBuffers buffers, WorkerTeam team, OptimizerSpec spec, Regularization rules)
    {
        (_network, _buffers, _team, _spec, _rules) = (network, buffers, team, spec, rules);
        _optimizer = Optimizer.Of(spec);
        int length = network.Parameters.Length;
        _first = new AlignedBuffer(_optimizer.StateBuffers > 0 ? length : 0);
        _second = new AlignedBuffer(_optimizer.StateBuffers > 1 ? length : 0);
        _slices = [.. network.Layers.SelectMany((layer, i) => Enumerable.Range(0, layer.Slices).Select(slice => (i, slice)))];
        _squares = new double[_slices.Length];
        int longest = _slices.Max(s => LengthOf(network.Layers[s.Layer].Slice(s.Slice)));
        _sliceGradients = [.. Enumerable.Range(0, team.Degree).Select(_ => new AlignedBuffer(longest))];
        if (rules.Averaging is { } decay) _average = new WeightAverage(decay, length);
        if (rules.ClipNorm != null) _wholeGradient = new AlignedBuffer(length);
        if (rules.MaxNorm is { } most) _normPhase = new NormPhase(network, most);
        Derive();
    }

    // What is done with a slice, in this order.
    [Flags]
    private enum Parts
    {
        /// <summary>dL/dparameters over the whole batch, limited by value.</summary>
        Gradient = 1,

        /// <summary>The optimizer's update.</summary>
        Update = 2,

        /// <summary>What follows from the new weights: their average, and what layers derive from them.</summary>
        Finish = 4,
    }

    /// <summary>Updates all parameters from what the rows of a batch have left.</summary>
    public void Run(int count, float learningRate)
    {
        _count = count;
        _optimizer.BeginStep(learningRate);
        _average?.BeginStep();
        Parts rest = _normPhase == null ? Parts.Update | Parts.Finish : Parts.Update;
        if (_rules.ClipNorm is { } most)
        {
            Run(Parts.Gradient);
            _scale = ScaleFor(most);
            Run(rest);
        }
        else
        {
            Run(Parts.Gradient | rest);
        }
        if (_normPhase == null) return;
        _team.Run(_normPhase, _normPhase.Tasks);
        Run(Parts.Finish);
    }

    /// <summary>dL/dparameters, in the layout of the parameters, limited by value; updates nothing.</summary>
    public AlignedBuffer Gradient(int count)
    {
        _count = count;
        AlignedBuffer? kept = _wholeGradient;
        var gradient = new AlignedBuffer(_network.Parameters.Length);
        _wholeGradient = gradient;
        Run(Parts.Gradient);
        _wholeGradient = kept;
        return gradient;
    }

    /// <summary>Exchanges the weights with their moving average, where there is one; a second call undoes the first.</summary>
    public void ExchangeWithAverage()
    {
        if (_average is not { HasValues: true }) return;
        foreach ((int index, int slice) in _slices)
        {
            // What is in no slice is not learned by gradients, and has no average.
            (Range weights, Range biases) = _network.Layers[index].Slice(slice);
            Exchange(_network.OffsetOf(index), weights, _average);
            Exchange(_network.OffsetOf(index), biases, _average);
        }
    }

    /// <summary>Writes weights, states of the optimizer, and the average.</summary>
    public void Save(BinaryWriter writer)
    {
        _optimizer.Save(writer);
        foreach (AlignedBuffer buffer in (AlignedBuffer[])[_network.Parameters, _first, _second]) writer.WriteBlock<float>(buffer.Span);
        _average?.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(BinaryReader reader)
    {
        _optimizer.Restore(reader);
        foreach (AlignedBuffer buffer in (AlignedBuffer[])[_network.Parameters, _first, _second]) reader.ReadBlock(buffer.Span);
        _average?.Restore(reader);
        Derive();
    }

    void IParallelWork.Execute(int task, int worker)
    {
        (int index, int slice) = _slices[task];
        (Range weights, Range biases) = _network.Layers[index].Slice(slice);
        int offset = _network.OffsetOf(index);
        // A slice's gradient is used up at once: a small buffer, always in cache, instead of one of the parameters' size.
        float* dw = _wholeGradient == null ? _sliceGradients[worker].Pointer : _wholeGradient.Pointer + offset + weights.Start.Value;
        float* db = _wholeGradient == null ? dw + LengthOf(weights) : _wholeGradient.Pointer + offset + biases.Start.Value;
        Span<float> weightGradient = new(dw, LengthOf(weights)), biasGradient = new(db, LengthOf(biases));
        if ((_parts & Parts.Gradient) != 0)
        {
            Compute(index, slice, dw, db);
            if (_rules.ClipValue is { } most) Clip(weightGradient, biasGradient, most);
            if (_rules.ClipNorm != null) _squares[task] = (double)TensorPrimitives.SumOfSquares<float>(weightGradient) + TensorPrimitives.SumOfSquares<float>(biasGradient);
        }
        if ((_parts & Parts.Update) != 0)
        {
            if (_scale != 1) Scale(weightGradient, biasGradient, _scale);
            Apply(offset + weights.Start.Value, weightGradient, _spec.WeightDecay);
            Apply(offset + biases.Start.Value, biasGradient, _spec.DecayBiases ? _spec.WeightDecay : 0);
        }
        if ((_parts & Parts.Finish) != 0)
        {
            Average(offset + weights.Start.Value, weightGradient.Length);
            Average(offset + biases.Start.Value, biasGradient.Length);
            _buffers.Derive(index, slice);
        }
    }

    private static int LengthOf(Range range) => range.End.Value - range.Start.Value;

    private static int LengthOf((Range Weights, Range Biases) slice) => LengthOf(slice.Weights) + LengthOf(slice.Biases);

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

    private void Run(Parts parts)
    {
        _parts = parts;
        _team.Run(this, _slices.Length);
    }

    // The sum is taken in the order of the slices, whichever threads they were on.
    private float ScaleFor(float most)
    {
        double sum = 0;
        foreach (double squares in _squares) sum += squares;
        double norm = Math.Sqrt(sum);
        return norm > most ? (float)(most / norm) : 1;
    }

    private void Compute(int index, int slice, float* weights, float* biases)
    {
        Rows x = _buffers.X(index, 0, _count), dz = _buffers.Delta(index, 0, _count);
        LayerState state = _buffers.StateOf(index, 0, _count, _count, noise: 0);
        _network.Layers[index].Gradient(slice, in state, x, dz, weights, biases);
    }

    private void Apply(int start, ReadOnlySpan<float> gradient, float decay)
    {
        int length = gradient.Length;
        if (length == 0) return;
        _optimizer.Update(
            _network.Parameters.Span.Slice(start, length),
            gradient,
            _optimizer.StateBuffers > 0 ? _first.Span.Slice(start, length) : default,
            _optimizer.StateBuffers > 1 ? _second.Span.Slice(start, length) : default,
            decay);
    }

    private void Average(int start, int length) => _average?.Add(_network.Parameters.Span.Slice(start, length), start);

    private void Exchange(int offset, Range range, WeightAverage average)
    {
        Span<float> weights = _network.Parameters.Span.Slice(offset + range.Start.Value, LengthOf(range));
        Span<float> values = average.Values.Span.Slice(offset + range.Start.Value, LengthOf(range));
        for (int i = 0; i < weights.Length; i++) (weights[i], values[i]) = (values[i], weights[i]);
    }

    private void Derive()
    {
        foreach ((int layer, int slice) in _slices) _buffers.Derive(layer, slice);
    }
}
