using System.Runtime.InteropServices;
using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Scoring;

/// <summary>
/// Computes a network's outputs. Holds scratch buffers, so calls allocate nothing; one thread at a time. A row's
/// outputs are the same to the last bit whatever rows are computed with it.
/// </summary>
public sealed unsafe class Predictor
{
    // Whole row blocks of the kernels, and of 128 units 24 KB.
    private const int MostChunkRows = 48;

    /// <summary>Floats of the widest layer that a chunk of images should have: what stays in a core's L2.</summary>
    private const int ChunkFloats = 1 << 16;

    private readonly FeedForwardNetwork _network;
    private readonly Layer[] _layers;
    private readonly int[] _offsets;
    private readonly int _maxRows;
    private readonly int _chunkRows;
    private readonly bool _readsInPlace;
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _logits;
    private readonly AlignedBuffer[] _outputs;

    internal Predictor(FeedForwardNetwork network, int maxRows)
    {
        Require.AtLeast(1, maxRows, nameof(maxRows));
        _network = network;
        _maxRows = maxRows;
        int[] scoring = [.. Enumerable.Range(0, network.Layers.Length).Where(i => !network.Layers[i].IsTrainingOnly)];
        _layers = [.. scoring.Select(i => network.Layers[i])];
        _offsets = [.. scoring.Select(network.OffsetOf)];
        _readsInPlace = _layers[0] is Dense;
        int widest = _layers.Max(layer => layer.Ports.Y.Stride);
        _chunkRows = Math.Min(
            maxRows,
            network.Spec.Input.IsFlat ? MostChunkRows : Math.Clamp(ChunkFloats / widest, 1, MostChunkRows)
        );
        _input = new AlignedBuffer(_readsInPlace ? 0 : (long)_chunkRows * _layers[0].Ports.X.Stride);
        _logits = new AlignedBuffer((long)maxRows * _layers[^1].Ports.Y.Stride);

        // Two buffers take turns, but a border of zeros must stay one: such a layer has a buffer to itself.
        AlignedBuffer[] shared =
        [
            new AlignedBuffer((long)_chunkRows * widest),
            new AlignedBuffer((long)_chunkRows * widest),
        ];
        _outputs =
        [
            .. _layers.Select(
                (layer, i) =>
                    layer.Ports.Y.Interior == 0
                        ? shared[i % 2]
                        : new AlignedBuffer((long)_chunkRows * layer.Ports.Y.Stride)
            ),
        ];
    }

    /// <summary>Computes outputs: class probabilities, or values.</summary>
    /// <param name="features">[rows, InputSize], row by row.</param>
    /// <param name="outputs">[rows, OutputSize], row by row.</param>
    /// <exception cref="ArgumentException">The lengths do not belong to one number of rows.</exception>
    public void Predict(ReadOnlySpan<float> features, Span<float> outputs)
    {
        PredictLogits(features, outputs);
        int width = _network.Spec.OutputSize;
        for (int start = 0; start < outputs.Length; start += width)
            _network.Loss.Activate(outputs.Slice(start, width));
    }

    /// <summary>
    /// As <see cref="Predict"/>, but stops before the output function: log-odds where that is the sigmoid.
    /// </summary>
    internal void PredictLogits(ReadOnlySpan<float> features, Span<float> outputs)
    {
        int inputSize = _network.Spec.InputSize;
        int outputSize = _network.Spec.OutputSize;
        int rows = features.Length / inputSize;
        if (features.Length != rows * inputSize || outputs.Length != rows * outputSize)
            throw new ArgumentException(
                $"The network maps rows of {inputSize} features to {outputSize} outputs; got {features.Length} "
                    + $"features and room for {outputs.Length} outputs."
            );
        fixed (float* x = &MemoryMarshal.GetReference(features))
        {
            for (int start = 0; start < rows; start += _maxRows)
            {
                int count = Math.Min(_maxRows, rows - start);
                Rows y = Forward(new Rows(x + (nint)start * inputSize, count, inputSize));
                for (int r = 0; r < count; r++)
                    y.Row(r)[..outputSize].CopyTo(outputs[((start + r) * outputSize)..]);
            }
        }
    }

    /// <summary>The logits of at most maxRows rows of features, valid until the next call.</summary>
    internal Rows Forward(Rows x)
    {
        // A few rows through all layers, then the next: what they compute stays in the nearest cache.
        for (int start = 0; start < x.Count; start += _chunkRows)
        {
            int count = Math.Min(_chunkRows, x.Count - start);
            ForwardChunk(Arranged(x.Slice(start, count)), start);
        }
        return Logits(0, x.Count);
    }

    // A dense layer reads rows where they are; others want padding, images their pixels together and a border.
    private Rows Arranged(Rows x)
    {
        if (_readsInPlace)
            return x;
        Layout layout = _layers[0].Ports.X;
        var images = new Rows(_input.Pointer, x.Count, layout.Stride);
        for (int r = 0; r < x.Count; r++)
            layout.Scatter(x.Row(r)[..layout.Shape.Size], images.At(r));
        return images;
    }

    private void ForwardChunk(Rows x, int start)
    {
        int last = _layers.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            Layer layer = _layers[i];
            Rows y = i == last ? Logits(start, x.Count) : new Rows(_outputs[i].Pointer, x.Count, layer.Ports.Y.Stride);
            layer.Forward(_network.Parameters.Pointer + _offsets[i], x, y);
            x = y;
        }
    }

    private Rows Logits(int start, int count)
    {
        int stride = _layers[^1].Ports.Y.Stride;
        return new Rows(_logits.Pointer + (nint)start * stride, count, stride);
    }
}
