using System.Numerics.Tensors;
using MlPipeline.Network.Activations;
using MlPipeline.Network.Initializers;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Layers;

/// <summary>
/// A fully connected layer: <c>z = x W + b, y = f(z)</c>.
/// <code>
/// x: [batch, inputs]   W: [inputs, outputs]   b: [outputs]   y, z: [batch, outputs]
/// dW = xᵀ dz           db = sum over the batch of dz         dx = dz Wᵀ
/// </code>
/// Parameters: W in panels, then b padded to whole panels. Derived: Wᵀ in panels.
/// </summary>
internal sealed unsafe class Dense : Layer
{
    /// <summary>
    /// Rows of W in a slice: large enough to keep the kernel busy, small enough to stay in L1 until the update. A
    /// multiple of 32 for <see cref="Derive"/>.
    /// </summary>
    private const int SliceRows = 96;

    private readonly Activation _activation;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _padded;
    private readonly int _slicesPerPanel;

    public Dense(Ports ports, ActivationKind activation)
        : base(ports)
    {
        _activation = Activation.Of(activation);
        _inputs = ports.X.Shape.Size;
        _outputs = ports.Y.Shape.Size;
        _padded = Panels.Padded(_outputs);
        _slicesPerPanel = (_inputs + SliceRows - 1) / SliceRows;
    }

    public override int ParameterLength => checked(_inputs * _padded + _padded);

    public override int DerivedLength => checked((int)Panels.Length(_outputs, _inputs));

    public override int Slices => _padded / Panels.Width * _slicesPerPanel;

    public override int ExportLength => checked(_inputs * _outputs + _outputs);

    private int BiasStart => _inputs * _padded;

    public override (Range Weights, Range Biases) Slice(int slice)
    {
        (int panel, int first, int count) = Locate(slice);
        int start = (panel * _inputs + first) * Panels.Width;
        int bias = BiasStart + panel * Panels.Width;
        return (start..(start + count * Panels.Width), first == 0 ? bias..(bias + Panels.Width) : bias..bias);
    }

    public override int UnitPanels => _padded / Panels.Width;

    public override Range UnitPanel(int panel) =>
        (panel * _inputs * Panels.Width)..((panel + 1) * _inputs * Panels.Width);

    public override void Initialize(Initializer initializer, RandomStream random, Span<float> parameters)
    {
        parameters.Clear();
        for (int i = 0; i < _inputs; i++)
        for (int j = 0; j < _outputs; j++)
            parameters[Panels.Offset(_inputs, i, j)] = initializer.Draw(random, _inputs, _outputs);
    }

    public override void Forward(float* parameters, Rows x, Rows y)
    {
        Sgemm.Multiply(
            x.Count,
            _outputs,
            _inputs,
            x.Pointer,
            x.Stride,
            1,
            parameters,
            y.Pointer,
            y.Stride,
            parameters + BiasStart
        );
        _activation.Forward(y.Span);
    }

    public override void BackwardActivation(Rows y, Rows gradient) => _activation.Backward(y.Span, gradient.Span);

    public override void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx) =>
        Sgemm.Multiply(
            dz.Count,
            _inputs,
            _outputs,
            dz.Pointer,
            dz.Stride,
            1,
            state.Derived,
            dx.Pointer,
            dx.Stride,
            bias: null
        );

    public override void Gradient(int slice, in LayerState state, Rows x, Rows dz, float* weights, float* biases)
    {
        (int panel, int first, int count) = Locate(slice);
        float* panelDz = dz.Pointer + panel * Panels.Width;
        Sgemm.MultiplyPanel(count, x.Count, x.Pointer + first, 1, x.Stride, panelDz, dz.Stride, weights, Panels.Width);
        if (first == 0)
            SumRows(dz, panelDz, new Span<float>(biases, Panels.Width));
    }

    public override void Derive(int slice, float* parameters, float* derived)
    {
        (int panel, int first, int count) = Locate(slice);
        for (int i = first; i < first + count; i += Panels.Width)
        {
            // Rows i.. of this panel of W, transposed, are a block of rows of panel i / 32 of Wᵀ.
            float* source = parameters + ((nint)panel * _inputs + i) * Panels.Width;
            float* target = derived + ((nint)i / Panels.Width * _outputs + panel * Panels.Width) * Panels.Width;
            Transposition.Copy(
                source,
                Panels.Width,
                Math.Min(Panels.Width, _inputs - i),
                Math.Min(Panels.Width, _outputs - panel * Panels.Width),
                target,
                Panels.Width
            );
        }
    }

    public override float[] Export(ReadOnlySpan<float> parameters)
    {
        var exported = new float[ExportLength];
        for (int i = 0; i < _inputs; i++)
        for (int j = 0; j < _outputs; j++)
            exported[i * _outputs + j] = parameters[Panels.Offset(_inputs, i, j)];
        parameters.Slice(BiasStart, _outputs).CopyTo(exported.AsSpan(_inputs * _outputs));
        return exported;
    }

    public override void Import(ReadOnlySpan<float> exported, Span<float> parameters)
    {
        if (exported.Length != ExportLength)
            throw new ArgumentException(
                $"A dense layer of {_inputs} inputs and {_outputs} units has {ExportLength} parameters; got "
                    + $"{exported.Length}.",
                nameof(exported)
            );
        parameters.Clear();
        for (int i = 0; i < _inputs; i++)
        for (int j = 0; j < _outputs; j++)
            parameters[Panels.Offset(_inputs, i, j)] = exported[i * _outputs + j];
        exported[(_inputs * _outputs)..].CopyTo(parameters[BiasStart..]);
    }

    private static void SumRows(Rows dz, float* column, Span<float> sum)
    {
        sum.Clear();
        for (int r = 0; r < dz.Count; r++)
            TensorPrimitives.Add(sum, new ReadOnlySpan<float>(column + (nint)r * dz.Stride, Panels.Width), sum);
    }

    private (int Panel, int First, int Count) Locate(int slice)
    {
        int panel = slice / _slicesPerPanel;
        int first = slice % _slicesPerPanel * SliceRows;
        return (panel, first, Math.Min(SliceRows, _inputs - first));
    }
}
