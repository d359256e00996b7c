using System.Text.Json;
using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Tests;

/// <summary>
/// One layer by itself, between buffers laid out as a network would: takes and gives rows channel by channel.
/// </summary>
internal sealed unsafe class LayerHarness
{
    private readonly int _rows;
    private readonly AlignedBuffer _x;
    private readonly AlignedBuffer _y;
    private readonly AlignedBuffer _dx;
    private readonly AlignedBuffer _dy;
    private readonly AlignedBuffer _parameters;
    private readonly AlignedBuffer _derived;
    private readonly AlignedBuffer _rowStates;
    private readonly AlignedBuffer _batchState;
    private readonly LayerState _state;

    public LayerHarness(LayerSpec spec, TensorShape input, int rows, bool inputHasPaddedChannels = true)
    {
        _rows = rows;
        (int, int) border = spec.InputBorder(default);
        Layout x = inputHasPaddedChannels ? Layout.Between(input, border) : Layout.OfInput(input, border);
        TensorShape output = spec.OutputOf(input);
        Layer = spec.Create(
            new Ports(x, Layout.Between(output), Layout.Between(input), Layout.Between(output, spec.GradientBorder))
        );
        AlignedBuffer Rows(int stride) => new((long)rows * stride);
        _x = Rows(Layer.Ports.X.Stride);
        _y = Rows(Layer.Ports.Y.Stride);
        _dx = Rows(Layer.Ports.Dx.Stride);
        _dy = Rows(Layer.Ports.Dy.Stride);
        _parameters = new AlignedBuffer(Layer.ParameterLength);
        _derived = new AlignedBuffer(Layer.DerivedLength);
        _rowStates = Rows(Layer.RowStateLength);
        _batchState = new AlignedBuffer(Layer.BatchStateLength);
        _state = new LayerState
        {
            Parameters = _parameters.Pointer,
            Derived = _derived.Pointer,
            Batch = _batchState.Pointer,
            RowStates = new Rows(_rowStates.Pointer, rows, Layer.RowStateLength),
            BatchRows = rows,
            Noise = 12345,
        };
    }

    public Layer Layer { get; }

    public void SetParameters(float[] exported)
    {
        Layer.Import(exported, _parameters.Span);
        for (int slice = 0; slice < Layer.Slices; slice++)
            Layer.Derive(slice, _parameters.Pointer, _derived.Pointer);
    }

    public float[] Parameters => Layer.Export(_parameters.Span);

    public float[] Score(float[] x)
    {
        Put(x, _x, Layer.Ports.X);
        Layer.Forward(_parameters.Pointer, X, Y);
        return Take(_y, Layer.Ports.Y);
    }

    public float[] Forward(float[] x)
    {
        Put(x, _x, Layer.Ports.X);
        if (Layer is BatchLayer batch)
        {
            batch.Observe(_state, X);
            batch.Combine(_state, _rows);
        }
        Layer.ForwardTraining(_state, X, Y);
        return Take(_y, Layer.Ports.Y);
    }

    /// <summary>dL/dx, and dL/dparameters as parameters are exported.</summary>
    public (float[] Input, float[] Parameters) Backward(float[] dy)
    {
        Put(dy, _dy, Layer.Ports.Dy);
        Layer.BackwardActivation(Y, Dy);
        if (Layer is BatchLayer batch)
        {
            batch.ObserveGradient(_state, X, Dy);
            batch.CombineGradient(_state, _rows);
        }
        Layer.BackwardInput(_state, X, Y, Dy, new Rows(_dx.Pointer, _rows, Layer.Ports.Dx.Stride));
        var gradient = new AlignedBuffer(Layer.ParameterLength);
        for (int slice = 0; slice < Layer.Slices; slice++)
        {
            (Range weights, Range biases) = Layer.Slice(slice);
            Layer.Gradient(
                slice,
                _state,
                X,
                Dy,
                gradient.Pointer + weights.Start.Value,
                gradient.Pointer + biases.Start.Value
            );
        }
        return (Take(_dx, Layer.Ports.Dx), Layer.Export(gradient.Span));
    }

    private Rows X => new(_x.Pointer, _rows, Layer.Ports.X.Stride);

    private Rows Y => new(_y.Pointer, _rows, Layer.Ports.Y.Stride);

    private Rows Dy => new(_dy.Pointer, _rows, Layer.Ports.Dy.Stride);

    private void Put(float[] values, AlignedBuffer buffer, Layout layout)
    {
        int size = layout.Shape.Size;
        Assert.Equal(_rows * size, values.Length);
        for (int r = 0; r < _rows; r++)
            layout.Scatter(values.AsSpan(r * size, size), buffer.Pointer + (nint)r * layout.Stride);
    }

    private float[] Take(AlignedBuffer buffer, Layout layout)
    {
        TensorShape shape = layout.Shape;
        var values = new float[_rows * shape.Size];
        for (int r = 0, i = 0; r < _rows; r++)
        for (int c = 0; c < shape.Channels; c++)
        for (int y = 0; y < shape.Height; y++)
        for (int x = 0; x < shape.Width; x++, i++)
            values[i] = layout.PixelRowAt(buffer.Pointer + (nint)r * layout.Stride, y)[x * layout.PixelStride + c];
        return values;
    }
}
