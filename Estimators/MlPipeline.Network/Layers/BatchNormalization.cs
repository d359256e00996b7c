using System.Numerics.Tensors;
using MlPipeline.Network.Activations;
using MlPipeline.Network.Initializers;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Layers;

/// <summary>
/// Batch normalization (Ioffe, Szegedy 2015) of each channel, over the batch and the pixels.
/// <code>
/// x, y, z: [batch, H, W, C]   g, b: [C]   m, v: mean and biased variance of x over N = batch H W values
/// z = (x - m) / sqrt(v + e) g + b       h = (x - m) / sqrt(v + e)
/// dg = sum of dz h    db = sum of dz    dx = g / sqrt(v + e) (dz - db / N - h dg / N)
/// </code>
/// Parameters: g, b, and the running mean and (unbiased) variance, which scoring uses; each padded to whole panels.
/// Row state: two sums per channel. Batch state: m, 1 / sqrt(v + e), g / sqrt(v + e), and db, dg in the backward pass.
/// </summary>
internal sealed unsafe class BatchNormalization(Ports ports, float momentum, float epsilon, ActivationKind activation)
    : BatchLayer(ports)
{
    private readonly Activation _activation = Activation.Of(activation);
    private readonly int _channels = ports.X.Shape.Channels;
    private readonly int _padded = Panels.Padded(ports.X.Shape.Channels);
    private readonly int _height = ports.X.Shape.Height;
    private readonly int _width = ports.X.Shape.Width;

    public override int ParameterLength => 4 * _padded;

    public override int RowStateLength => 2 * _padded;

    public override int BatchStateLength => 5 * _padded;

    public override int Slices => 1;

    public override int ExportLength => 4 * _channels;

    private int Pixels => _height * _width;

    public override (Range Weights, Range Biases) Slice(int slice) => (0..0, 0..(2 * _padded));

    public override void Initialize(Initializer initializer, RandomStream random, Span<float> parameters)
    {
        parameters.Clear();
        parameters[.._channels].Fill(1);
        parameters.Slice(3 * _padded, _channels).Fill(1);
    }

    public override void Forward(float* parameters, Rows x, Rows y)
    {
        float* mean = parameters + 2 * _padded;
        float* variance = parameters + 3 * _padded;
        float* scale = stackalloc float[ChannelKernels.Block];
        for (int r = 0; r < x.Count; r++)
        {
            for (int c = 0; c < _padded; c += ChannelKernels.Block)
            {
                for (int i = 0; i < ChannelKernels.Block; i++)
                    scale[i] = parameters[c + i] / MathF.Sqrt(variance[c + i] + epsilon);
                Normalize(x.At(r), y.At(r), c, mean, scale, parameters + _padded);
            }
            Activate(y.At(r));
        }
    }

    public override void ForwardTraining(in LayerState state, Rows x, Rows y)
    {
        float* mean = state.Batch;
        float* scale = state.Batch + 2 * _padded;
        for (int r = 0; r < x.Count; r++)
        {
            for (int c = 0; c < _padded; c += ChannelKernels.Block)
                Normalize(x.At(r), y.At(r), c, mean, scale + c, state.Parameters + _padded);
            Activate(y.At(r));
        }
    }

    public override void Observe(in LayerState state, Rows x)
    {
        Layout layout = Ports.X;
        for (int r = 0; r < x.Count; r++)
        {
            float* mean = state.RowStates.At(r);
            float* squares = mean + _padded;
            float* image = x.At(r);
            new Span<float>(mean, 2 * _padded).Clear();
            for (int c = 0; c < _padded; c += ChannelKernels.Block)
            for (int i = 0; i < _height; i++)
                ChannelKernels.AddTo(mean + c, layout.PixelRowAt(image, i) + c, _width, layout.PixelStride);
            TensorPrimitives.Multiply(new Span<float>(mean, _padded), 1f / Pixels, new Span<float>(mean, _padded));
            if (Pixels == 1)
                continue;
            for (int c = 0; c < _padded; c += ChannelKernels.Block)
            for (int i = 0; i < _height; i++)
                ChannelKernels.AddSquaredDeviations(
                    squares + c,
                    layout.PixelRowAt(image, i) + c,
                    _width,
                    layout.PixelStride,
                    mean + c
                );
        }
    }

    public override void Combine(in LayerState state, int rows)
    {
        Span<float> mean = new(state.Batch, _padded);
        Span<float> deviation = new(state.Batch + _padded, _padded);
        Span<float> scale = new(state.Batch + 2 * _padded, _padded);
        SumStates(state.RowStates, rows, offset: 0, mean);
        TensorPrimitives.Multiply(mean, 1f / rows, mean);

        // The squares within the rows and those of the rows' means, which count once a pixel.
        Span<float> difference = scale;
        Span<float> variance = deviation;
        SumStates(state.RowStates, rows, offset: _padded, variance);
        TensorPrimitives.Multiply(variance, 1f / Pixels, variance);
        for (int r = 0; r < rows; r++)
        {
            TensorPrimitives.Subtract(new ReadOnlySpan<float>(state.RowStates.At(r), _padded), mean, difference);
            TensorPrimitives.MultiplyAdd(difference, difference, variance, variance);
        }
        TensorPrimitives.Multiply(variance, 1f / rows, variance);
        UpdateRunning(state.Parameters, mean, variance, (long)rows * Pixels);

        for (int c = 0; c < _padded; c++)
        {
            deviation[c] = 1 / MathF.Sqrt(variance[c] + epsilon);
            scale[c] = state.Parameters[c] * deviation[c];
        }
    }

    public override void ObserveGradient(in LayerState state, Rows x, Rows dz)
    {
        Layout from = Ports.X;
        Layout gradient = Ports.Dy;
        for (int r = 0; r < x.Count; r++)
        {
            float* sum = state.RowStates.At(r);
            float* products = sum + _padded;
            new Span<float>(sum, 2 * _padded).Clear();
            for (int c = 0; c < _padded; c += ChannelKernels.Block)
            for (int i = 0; i < _height; i++)
                ChannelKernels.AddGradients(
                    sum + c,
                    products + c,
                    gradient.PixelRowAt(dz.At(r), i) + c,
                    gradient.PixelStride,
                    from.PixelRowAt(x.At(r), i) + c,
                    from.PixelStride,
                    _width,
                    state.Batch + c
                );
        }
    }

    public override void CombineGradient(in LayerState state, int rows)
    {
        Span<float> db = new(state.Batch + 3 * _padded, _padded);
        Span<float> dg = new(state.Batch + 4 * _padded, _padded);
        SumStates(state.RowStates, rows, offset: 0, db);
        SumStates(state.RowStates, rows, offset: _padded, dg);
        TensorPrimitives.Multiply(dg, new ReadOnlySpan<float>(state.Batch + _padded, _padded), dg);
    }

    public override void BackwardActivation(Rows y, Rows gradient)
    {
        for (int r = 0; r < y.Count; r++)
        for (int i = 0; i < _height; i++)
            _activation.Backward(Ports.Y.PixelRow(y.At(r), i), Ports.Dy.PixelRow(gradient.At(r), i));
    }

    public override void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx)
    {
        Layout from = Ports.X;
        Layout gradient = Ports.Dy;
        Layout to = Ports.Dx;
        float* mean = state.Batch;
        float* deviation = mean + _padded;
        float* scale = deviation + _padded;
        float* db = scale + _padded;
        float* dg = db + _padded;
        float* offset = stackalloc float[ChannelKernels.Block];
        float* slope = stackalloc float[ChannelKernels.Block];
        float share = 1f / ((float)state.BatchRows * Pixels);
        for (int c = 0; c < _padded; c += ChannelKernels.Block)
        {
            for (int i = 0; i < ChannelKernels.Block; i++)
            {
                offset[i] = scale[c + i] * db[c + i] * share;
                slope[i] = scale[c + i] * deviation[c + i] * dg[c + i] * share;
            }
            for (int r = 0; r < x.Count; r++)
            for (int i = 0; i < _height; i++)
                ChannelKernels.NormalizeBackward(
                    to.PixelRowAt(dx.At(r), i) + c,
                    to.PixelStride,
                    gradient.PixelRowAt(dz.At(r), i) + c,
                    gradient.PixelStride,
                    from.PixelRowAt(x.At(r), i) + c,
                    from.PixelStride,
                    _width,
                    mean + c,
                    scale + c,
                    offset,
                    slope
                );
        }
    }

    public override void Gradient(int slice, in LayerState state, Rows x, Rows dz, float* weights, float* biases)
    {
        new ReadOnlySpan<float>(state.Batch + 4 * _padded, _padded).CopyTo(new Span<float>(biases, _padded));
        new ReadOnlySpan<float>(state.Batch + 3 * _padded, _padded).CopyTo(new Span<float>(biases + _padded, _padded));
    }

    /// <summary>g, b, running mean, running variance.</summary>
    public override float[] Export(ReadOnlySpan<float> parameters)
    {
        var exported = new float[ExportLength];
        for (int part = 0; part < 4; part++)
            parameters.Slice(part * _padded, _channels).CopyTo(exported.AsSpan(part * _channels));
        return exported;
    }

    public override void Import(ReadOnlySpan<float> exported, Span<float> parameters)
    {
        if (exported.Length != ExportLength)
            throw new ArgumentException(
                $"Batch normalization of {_channels} channels has {ExportLength} parameters; got {exported.Length}.",
                nameof(exported)
            );
        parameters.Clear();
        for (int part = 0; part < 4; part++)
            exported.Slice(part * _channels, _channels).CopyTo(parameters[(part * _padded)..]);
    }

    private static void SumStates(Rows states, int rows, int offset, Span<float> sum)
    {
        sum.Clear();
        for (int r = 0; r < rows; r++)
            TensorPrimitives.Add(sum, new ReadOnlySpan<float>(states.At(r) + offset, sum.Length), sum);
    }

    private void UpdateRunning(float* parameters, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, long values)
    {
        float* runningMean = parameters + 2 * _padded;
        float* runningVariance = parameters + 3 * _padded;
        // One value has no unbiased variance.
        float unbiased = values > 1 ? (float)((double)values / (values - 1)) : 0;
        float weight = values > 1 ? momentum : 0;
        for (int c = 0; c < _channels; c++)
        {
            runningMean[c] += momentum * (mean[c] - runningMean[c]);
            runningVariance[c] += weight * (variance[c] * unbiased - runningVariance[c]);
        }
    }

    private void Normalize(float* x, float* y, int c, float* mean, float* scale, float* shift)
    {
        for (int i = 0; i < _height; i++)
            ChannelKernels.Normalize(
                Ports.Y.PixelRowAt(y, i) + c,
                Ports.Y.PixelStride,
                Ports.X.PixelRowAt(x, i) + c,
                Ports.X.PixelStride,
                _width,
                mean + c,
                scale,
                shift + c
            );
    }

    private void Activate(float* y)
    {
        for (int i = 0; i < _height; i++)
            _activation.Forward(Ports.Y.PixelRow(y, i));
    }
}
