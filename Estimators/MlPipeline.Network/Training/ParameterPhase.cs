using System.Numerics.Tensors;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;

namespace MlPipeline.Network.Training;

/// <summary>The part of a step that goes over slices of the parameters, in whole or in parts.</summary>
internal sealed unsafe class ParameterPhase : IParallelWork
{
    private readonly FeedForwardNetwork _network;
    private readonly StepBuffers _buffers;
    private readonly OptimizerState _optimizer;
    private readonly TrainingOptions _options;
    private readonly WeightAverage? _average;
    private readonly (int Layer, int Slice)[] _slices;
    private readonly AlignedBuffer[] _sliceGradients;

    /// <summary>Sums of squares of the slices of the gradient.</summary>
    private readonly double[] _squares;

    private float _scale = 1;

    public ParameterPhase(
        FeedForwardNetwork network,
        StepBuffers buffers,
        OptimizerState optimizer,
        TrainingOptions options,
        WeightAverage? average,
        int workers
    )
    {
        _network = network;
        _buffers = buffers;
        _optimizer = optimizer;
        _options = options;
        _average = average;
        _slices =
        [
            .. network.Layers.SelectMany(
                (layer, i) => Enumerable.Range(0, i < buffers.FrozenEnd ? 0 : layer.Slices).Select(slice => (i, slice))
            ),
        ];
        _squares = new double[_slices.Length];
        int longest = _slices.Max(s => LengthOf(network.Layers[s.Layer].Slice(s.Slice)));
        _sliceGradients = [.. Enumerable.Range(0, workers).Select(_ => new AlignedBuffer(longest))];
        DeriveAll();
    }

    /// <summary>Slices of all layers that learn.</summary>
    public int Slices => _slices.Length;

    /// <summary>Rows of the batch whose gradient is computed.</summary>
    public int Rows { get; set; }

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

    /// <summary>
    /// Scales the whole gradient down to a norm, where it is longer. The sum is taken in the order of the slices.
    /// </summary>
    public void LimitNorm(float most)
    {
        double sum = 0;
        foreach (double squares in _squares)
            sum += squares;
        double norm = Math.Sqrt(sum);
        _scale = norm > most ? (float)(most / norm) : 1;
    }

    public void Execute(int task, int worker)
    {
        (int index, int slice) = _slices[task];
        (Range weights, Range biases) = _network.Layers[index].Slice(slice);
        int offset = _network.OffsetOf(index);
        // A slice's gradient is used up at once: a small buffer, always in cache, instead of one of the parameters'
        // size.
        float* dw =
            WholeGradient == null
                ? _sliceGradients[worker].Pointer
                : WholeGradient.Pointer + offset + weights.Start.Value;
        float* db =
            WholeGradient == null ? dw + LengthOf(weights) : WholeGradient.Pointer + offset + biases.Start.Value;
        var weightGradient = new Span<float>(dw, LengthOf(weights));
        var biasGradient = new Span<float>(db, LengthOf(biases));
        if ((Now & Parts.Gradient) != 0)
        {
            _network
                .Layers[index]
                .Gradient(
                    slice,
                    _buffers.StateOf(index, 0, Rows, Rows, noise: 0),
                    _buffers.X(index, 0, Rows),
                    _buffers.Delta(index, 0, Rows),
                    dw,
                    db
                );
            if (_options.ClipValue is { } most)
                Clip(weightGradient, biasGradient, most);
            if (_options.ClipNorm != null)
                _squares[task] =
                    (double)TensorPrimitives.SumOfSquares<float>(weightGradient)
                    + TensorPrimitives.SumOfSquares<float>(biasGradient);
        }
        if ((Now & Parts.Update) != 0)
        {
            if (_scale != 1)
                Scale(weightGradient, biasGradient, _scale);
            _optimizer.UpdateWeights(offset + weights.Start.Value, weightGradient);
            _optimizer.UpdateBiases(offset + biases.Start.Value, biasGradient);
        }
        if ((Now & Parts.Finish) != 0)
            Finish(
                index,
                slice,
                offset + weights.Start.Value,
                weightGradient.Length,
                offset + biases.Start.Value,
                biasGradient.Length
            );
    }

    /// <summary>Recomputes what layers derive from their parameters.</summary>
    public void DeriveAll()
    {
        foreach ((int layer, int slice) in _slices)
            _buffers.Derive(layer, slice);
    }

    /// <summary>The ranges of the parameter buffer that are learned.</summary>
    public IEnumerable<Range> LearnedRanges()
    {
        foreach ((int index, int slice) in _slices)
        {
            (Range weights, Range biases) = _network.Layers[index].Slice(slice);
            int offset = _network.OffsetOf(index);
            foreach (Range range in (Range[])[weights, biases])
                yield return (offset + range.Start.Value)..(offset + range.End.Value);
        }
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

    private void Finish(int index, int slice, int weights, int weightCount, int biases, int biasCount)
    {
        if (_average != null)
        {
            _average.Add(_network.Parameters.Span.Slice(weights, weightCount), weights);
            _average.Add(_network.Parameters.Span.Slice(biases, biasCount), biases);
        }
        _buffers.Derive(index, slice);
    }

    private static int LengthOf(Range range) => range.End.Value - range.Start.Value;

    private static int LengthOf((Range Weights, Range Biases) slice) =>
        LengthOf(slice.Weights) + LengthOf(slice.Biases);
}
