using System.Numerics.Tensors;
using MlPipeline.Network.Activations;
using MlPipeline.Network.Initializers;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Layers;

/// <summary>
/// Layer normalization (Ba, Kiros, Hinton 2016) of each row by itself.
/// <code>
/// x, y, z: [batch, n] g, b: [n] m, v: mean and biased variance of the row h = (x - m) / sqrt(v + e) z = h g + b dg =
/// sum over the batch of dz h db = sum of dz dx = (u - mean of u - h mean of u h) / sqrt(v + e) with u = dz g
/// </code>
/// Parameters: panel by panel 32 of g, then 32 of b. Row state: m and 1 / sqrt(v + e).
/// </summary>
internal sealed unsafe class LayerNormalization(Ports ports, float epsilon, ActivationKind activation) : Layer(ports)
{
    private const int PanelLength = 2 * Panels.Width;

    private readonly Activation _activation = Activation.Of(activation);
    private readonly int _size = ports.X.Shape.Size;
    private readonly int _padded = Panels.Padded(ports.X.Shape.Size);

    public override int ParameterLength => 2 * _padded;

    // Two numbers, and the alignment of rows.
    public override int RowStateLength => Panels.Width;

    public override int Slices => _padded / Panels.Width;

    public override int ExportLength => 2 * _size;

    public override (Range Weights, Range Biases) Slice(int slice) =>
        (0..0, (slice * PanelLength)..((slice + 1) * PanelLength));

    public override void Initialize(Initializer initializer, RandomStream random, Span<float> parameters)
    {
        parameters.Clear();
        for (int j = 0; j < _size; j++)
            parameters[Place(j)] = 1;
    }

    public override void Forward(float* parameters, Rows x, Rows y)
    {
        for (int r = 0; r < x.Count; r++)
            ForwardRow(parameters, x.Row(r)[.._size], y.Row(r)[.._size]);
        _activation.Forward(y.Span);
    }

    public override void ForwardTraining(in LayerState state, Rows x, Rows y)
    {
        for (int r = 0; r < x.Count; r++)
        {
            (float mean, float inverse) = ForwardRow(state.Parameters, x.Row(r)[.._size], y.Row(r)[.._size]);
            state.RowStates.At(r)[0] = mean;
            state.RowStates.At(r)[1] = inverse;
        }
        _activation.Forward(y.Span);
    }

    public override void BackwardActivation(Rows y, Rows gradient) => _activation.Backward(y.Span, gradient.Span);

    public override void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx)
    {
        for (int r = 0; r < x.Count; r++)
        {
            float mean = state.RowStates.At(r)[0];
            float inverse = state.RowStates.At(r)[1];
            ReadOnlySpan<float> values = x.Row(r)[.._size];
            ReadOnlySpan<float> gradient = dz.Row(r)[.._size];
            Span<float> result = dx.Row(r)[.._size];
            float sum = 0;
            float products = 0;
            for (int j = 0; j < _size; j++)
            {
                float u = gradient[j] * state.Parameters[Place(j)];
                sum += u;
                products += u * (values[j] - mean);
                result[j] = u;
            }
            float offset = sum / _size;
            float slope = products * inverse * inverse / _size;
            for (int j = 0; j < _size; j++)
                result[j] = inverse * (result[j] - offset - (values[j] - mean) * slope);
        }
    }

    public override void Gradient(int slice, in LayerState state, Rows x, Rows dz, float* weights, float* biases)
    {
        int first = slice * Panels.Width;
        int count = Math.Min(Panels.Width, _size - first);
        new Span<float>(biases, PanelLength).Clear();
        for (int r = 0; r < x.Count; r++)
        {
            float mean = state.RowStates.At(r)[0];
            float inverse = state.RowStates.At(r)[1];
            float* values = x.At(r) + first;
            float* gradient = dz.At(r) + first;
            for (int j = 0; j < count; j++)
            {
                biases[j] += gradient[j] * (values[j] - mean) * inverse;
                biases[Panels.Width + j] += gradient[j];
            }
        }
    }

    /// <summary>g, then b.</summary>
    public override float[] Export(ReadOnlySpan<float> parameters)
    {
        var exported = new float[ExportLength];
        for (int j = 0; j < _size; j++)
            (exported[j], exported[_size + j]) = (parameters[Place(j)], parameters[Place(j) + Panels.Width]);
        return exported;
    }

    public override void Import(ReadOnlySpan<float> exported, Span<float> parameters)
    {
        if (exported.Length != ExportLength)
            throw new ArgumentException(
                $"Layer normalization of {_size} values has {ExportLength} parameters; got {exported.Length}.",
                nameof(exported)
            );
        parameters.Clear();
        for (int j = 0; j < _size; j++)
            (parameters[Place(j)], parameters[Place(j) + Panels.Width]) = (exported[j], exported[_size + j]);
    }

    private static int Place(int j) => j / Panels.Width * PanelLength + j % Panels.Width;

    private (float Mean, float Inverse) ForwardRow(float* parameters, ReadOnlySpan<float> x, Span<float> y)
    {
        float mean = TensorPrimitives.Sum(x) / _size;
        TensorPrimitives.Subtract(x, mean, y);
        float inverse = 1 / MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(y) / _size + epsilon);
        for (int first = 0; first < _size; first += Panels.Width)
        {
            float* gamma = parameters + Place(first);
            int count = Math.Min(Panels.Width, _size - first);
            for (int j = 0; j < count; j++)
                y[first + j] = y[first + j] * inverse * gamma[j] + gamma[Panels.Width + j];
        }
        return (mean, inverse);
    }
}
