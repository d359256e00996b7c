using System.Runtime.InteropServices;
using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Scoring;

/// <summary>
/// Computes a network's outputs. Holds scratch buffers, so calls allocate nothing; one thread at a time. A row's outputs
/// are the same to the last bit whatever rows are computed with it.
/// </summary>
public sealed unsafe class Predictor
{
    // Whole row blocks of the kernels, and of 128 units 24 KB.
    private const int ChunkRows = 48;

    private readonly FeedForwardNetwork _network;
    private readonly int _maxRows;
    private readonly AlignedBuffer _front, _back, _logits;

    internal Predictor(FeedForwardNetwork network, int maxRows)
    {
        Require.AtLeast(1, maxRows, nameof(maxRows));
        (_network, _maxRows) = (network, maxRows);
        int widest = network.Layers.Max(layer => layer.OutputStride);
        int chunk = Math.Min(maxRows, ChunkRows);
        _front = new AlignedBuffer((long)chunk * widest);
        _back = new AlignedBuffer((long)chunk * widest);
        _logits = new AlignedBuffer((long)maxRows * network.Layers[^1].OutputStride);
    }

    /// <summary>Computes outputs: class probabilities, or values.</summary>
    /// <param name="features">[rows, InputSize], row by row.</param>
    /// <param name="outputs">[rows, OutputSize], row by row.</param>
    /// <exception cref="ArgumentException">The lengths do not belong to one number of rows.</exception>
    public void Predict(ReadOnlySpan<float> features, Span<float> outputs)
    {
        PredictLogits(features, outputs);
        int width = _network.Spec.OutputSize;
        for (int start = 0; start < outputs.Length; start += width) _network.Loss.Activate(outputs.Slice(start, width));
    }

    /// <summary>As <see cref="Predict"/>, but stops before the output function: log-odds where that is the sigmoid.</summary>
    internal void PredictLogits(ReadOnlySpan<float> features, Span<float> outputs)
    {
        int inputSize = _network.Spec.InputSize, outputSize = _network.Spec.OutputSize;
        int rows = features.Length / inputSize;
        if (features.Length != rows * inputSize || outputs.Length != rows * outputSize)
            throw new ArgumentException($"The network maps rows of {inputSize} features to {outputSize} outputs; got {features.Length} features and room for {outputs.Length} outputs.");
        fixed (float* x = &MemoryMarshal.GetReference(features))
        {
            for (int start = 0; start < rows; start += _maxRows)
            {
                int count = Math.Min(_maxRows, rows - start);
                Rows y = Forward(new Rows(x + (nint)start * inputSize, count, inputSize));
                for (int r = 0; r < count; r++) y.Row(r)[..outputSize].CopyTo(outputs[((start + r) * outputSize)..]);
            }
        }
    }

    /// <summary>The logits of at most maxRows rows, valid until the next call.</summary>
    internal Rows Forward(Rows x)
    {
        // A few rows through all layers, then the next: what they compute stays in the nearest cache.
        for (int start = 0; start < x.Count; start += ChunkRows)
        {
            int count = Math.Min(ChunkRows, x.Count - start);
            ForwardChunk(x.Slice(start, count), start);
        }
        return Logits(0, x.Count);
    }

    private void ForwardChunk(Rows x, int start)
    {
        AlignedBuffer target = _front, other = _back;
        int last = _network.Layers.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            Layer layer = _network.Layers[i];
            Rows y = i == last ? Logits(start, x.Count) : new Rows(target.Pointer, x.Count, layer.OutputStride);
            layer.Forward(_network.Parameters.Pointer + _network.OffsetOf(i), x, y);
            x = y;
            (target, other) = (other, target);
        }
    }

    private Rows Logits(int start, int count)
    {
        int stride = _network.Layers[^1].OutputStride;
        return new Rows(_logits.Pointer + (nint)start * stride, count, stride);
    }
}
