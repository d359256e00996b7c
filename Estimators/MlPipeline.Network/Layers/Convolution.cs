using MlPipeline.Network.Activations;
using MlPipeline.Network.Initializers;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Layers;

/// <summary>
/// A two-dimensional convolution as matrix products that read their patches where the image lies, without gathering
/// them: pixels of a row of the output are rows of the left operand, which overlap in memory.
/// <code>
/// x: [batch, H, W, C]   W: [kh kw C, filters]   b: [filters]   y, z: [batch, H', W', filters]
/// z[p] = patch(p) W + b          patch(p): the kh kw C values under the kernel at pixel p
/// dW = sum over pixels p of patch(p)ᵀ dz[p]                  db = sum over pixels of dz
/// dx = the convolution of dz, with a border, and W turned by half a turn, its channels exchanged (stride 1)
/// </code>
/// Parameters: W in panels, its rows ordered (i, j, c), then b padded to whole panels. Derived: W turned, [kh kw
/// filters, C] in panels.
/// </summary>
internal sealed unsafe class Convolution : Layer
{
    /// <summary>
    /// Rows of W in a slice: their gradient, 20 KB, stays in L1 while the images of the batch pass by.
    /// </summary>
    private const int SliceRows = 160;

    private readonly Kernel _kernel;
    private readonly Activation _activation;
    private readonly int _channels;
    private readonly int _filters;
    private readonly int _depth;
    private readonly PatchRuns _forward;
    private readonly PatchRuns _backward;
    private readonly ConvolutionSlices _slices;
    private readonly nint[] _rowSkips;

    public Convolution(Ports ports, Kernel kernel, ActivationKind activation)
        : base(ports)
    {
        _kernel = kernel;
        _activation = Activation.Of(activation);
        _channels = ports.X.Shape.Channels;
        _filters = ports.Y.Shape.Channels;
        _depth = checked(kernel.Height * kernel.Width * _channels);
        _forward = new PatchRuns(kernel, ports.X);
        _backward = new PatchRuns(kernel, ports.Dy);
        _slices = new ConvolutionSlices(kernel, ports.X, _filters, SliceRows);
        _rowSkips = GC.AllocateArray<nint>(ports.Y.Shape.Height, pinned: true);
        _rowSkips.AsSpan().Fill(kernel.Stride * (ports.X.RowStride - ports.Y.Shape.Width * ports.X.PixelStride));
    }

    public override int ParameterLength => checked(_depth * Panels.Padded(_filters) + Panels.Padded(_filters));

    public override int DerivedLength => checked((int)Panels.Length(DerivedRows, _channels));

    public override int Slices => _slices.Count;

    public override int ExportLength => checked(_depth * _filters + _filters);

    private int DerivedRows => checked(_kernel.Height * _kernel.Width * _filters);

    private int BiasStart => _depth * Panels.Padded(_filters);

    public override (Range Weights, Range Biases) Slice(int slice)
    {
        ConvolutionSlices.Part part = _slices[slice];
        int start = (part.Panel * _depth + part.First) * Panels.Width;
        int bias = BiasStart + part.Panel * Panels.Width;
        return (start..(start + part.Count * Panels.Width), part.First == 0 ? bias..(bias + Panels.Width) : bias..bias);
    }

    public override int UnitPanels => Panels.Padded(_filters) / Panels.Width;

    public override Range UnitPanel(int panel) =>
        (panel * _depth * Panels.Width)..((panel + 1) * _depth * Panels.Width);

    public override void Initialize(Initializer initializer, RandomStream random, Span<float> parameters)
    {
        parameters.Clear();
        for (int k = 0; k < _depth; k++)
        for (int o = 0; o < _filters; o++)
            parameters[Panels.Offset(_depth, k, o)] = initializer.Draw(
                random,
                _depth,
                _kernel.Height * _kernel.Width * _filters
            );
    }

    public override void Forward(float* parameters, Rows x, Rows y)
    {
        Layout from = Ports.X;
        Layout to = Ports.Y;
        MicroKernel.Tile tile = _forward.Tile((nint)_kernel.Stride * from.PixelStride, to.PixelStride);
        for (int r = 0; r < x.Count; r++)
        {
            float* image = x.At(r);
            float* output = y.At(r);
            for (int i = 0; i < to.Shape.Height; i++)
            {
                float* patches = image + (nint)i * _kernel.Stride * from.RowStride;
                float* pixels = output + to.Interior + (nint)i * to.RowStride;
                for (int o = 0; o < _filters; o += Panels.Width)
                    Sgemm.Panel(
                        in tile,
                        to.Shape.Width,
                        patches,
                        parameters + (nint)o * _depth,
                        pixels + o,
                        parameters + BiasStart + o
                    );
                _activation.Forward(to.PixelRow(output, i));
            }
        }
    }

    public override void BackwardActivation(Rows y, Rows gradient)
    {
        for (int r = 0; r < y.Count; r++)
        for (int i = 0; i < Ports.Y.Shape.Height; i++)
            _activation.Backward(Ports.Y.PixelRow(y.At(r), i), Ports.Dy.PixelRow(gradient.At(r), i));
    }

    public override void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx)
    {
        for (int r = 0; r < dz.Count; r++)
        {
            if (_kernel.Stride == 1)
                BackwardAsConvolution(state.Derived, dz.At(r), dx.At(r));
            else
                BackwardBySpreading(state.Derived, dz.At(r), dx.At(r));
        }
    }

    private void BackwardAsConvolution(float* derived, float* dz, float* dx)
    {
        Layout from = Ports.Dy;
        Layout to = Ports.Dx;
        MicroKernel.Tile tile = _backward.Tile(from.PixelStride, to.PixelStride);
        for (int i = 0; i < to.Shape.Height; i++)
        {
            float* pixels = to.PixelRowAt(dx, i);
            for (int c = 0; c < _channels; c += Panels.Width)
                Sgemm.Panel(
                    in tile,
                    to.Shape.Width,
                    dz + (nint)i * from.RowStride,
                    derived + (nint)c * DerivedRows,
                    pixels + c,
                    Sgemm.Zeros.Pointer
                );
        }
    }

    // With a larger stride: what each place of the kernel passes on goes to every stride-th pixel, as far as it is in
    // the image.
    private void BackwardBySpreading(float* derived, float* dz, float* dx)
    {
        Layout from = Ports.Dy;
        Layout to = Ports.Dx;
        int stride = _kernel.Stride;
        for (int i = 0; i < to.Shape.Height; i++)
            to.PixelRow(dx, i).Clear();
        for (int i = 0; i < _kernel.Height; i++)
        {
            for (int j = 0; j < _kernel.Width; j++)
            {
                (int firstX, int endX) = Inside(j - Ports.X.BorderX, to.Shape.Width, from.Shape.Width);
                (int firstY, int endY) = Inside(i - Ports.X.BorderY, to.Shape.Height, from.Shape.Height);
                int turned = ((_kernel.Height - 1 - i) * _kernel.Width + _kernel.Width - 1 - j) * _filters;
                for (int y = firstY; y < endY && firstX < endX; y++)
                {
                    float* gradient = from.PixelRowAt(dz, y) + (nint)firstX * from.PixelStride;
                    float* pixels =
                        to.PixelRowAt(dx, y * stride + i - Ports.X.BorderY)
                        + ((nint)firstX * stride + j - Ports.X.BorderX) * to.PixelStride;
                    for (int c = 0; c < _channels; c += Panels.Width)
                        Sgemm.MultiplyPanel(
                            endX - firstX,
                            _filters,
                            gradient,
                            from.PixelStride,
                            1,
                            derived + ((nint)c / Panels.Width * DerivedRows + turned) * Panels.Width,
                            Panels.Width,
                            pixels + c,
                            (nint)stride * to.PixelStride,
                            add: true
                        );
                }
            }
        }

        (int First, int End) Inside(int offset, int size, int outputs) =>
            (Math.Max(0, (-offset + stride - 1) / stride), Math.Min(outputs, (size - 1 - offset + stride) / stride));
    }

    public override void Gradient(int slice, in LayerState state, Rows x, Rows dz, float* weights, float* biases)
    {
        ConvolutionSlices.Part part = _slices[slice];
        Layout from = Ports.X;
        Layout to = Ports.Dy;
        int width = to.Shape.Width;
        new Span<float>(weights, part.Count * Panels.Width).Clear();
        fixed (nint* skips = _rowSkips)
        {
            var tile = new MicroKernel.Tile(
                width,
                aRow: 1,
                (nint)_kernel.Stride * from.PixelStride,
                to.PixelStride,
                Panels.Width,
                Panels.Width,
                to.Shape.Height,
                skips,
                to.RowStride - width * to.PixelStride
            );
            for (int r = 0; r < x.Count; r++)
            {
                float* image = x.At(r);
                float* gradient = dz.At(r) + to.Interior + part.Panel * Panels.Width;
                foreach (ConvolutionSlices.Run run in part.Runs)
                {
                    float* sum = weights + (nint)(run.First - part.First) * Panels.Width;
                    Sgemm.Panel(in tile, run.Count, image + run.Offset, gradient, sum, sum);
                }
            }
        }
        if (part.First == 0)
            SumPixels(dz, part.Panel, new Span<float>(biases, Panels.Width));
    }

    private void SumPixels(Rows dz, int panel, Span<float> sum)
    {
        Layout layout = Ports.Dy;
        sum.Clear();
        fixed (float* total = sum)
        {
            for (int r = 0; r < dz.Count; r++)
            for (int i = 0; i < layout.Shape.Height; i++)
            for (int c = 0; c < Panels.Width; c += ChannelKernels.Block)
                ChannelKernels.AddTo(
                    total + c,
                    layout.PixelRowAt(dz.At(r), i) + panel * Panels.Width + c,
                    layout.Shape.Width,
                    layout.PixelStride
                );
        }
    }

    public override void Derive(int slice, float* parameters, float* derived)
    {
        ConvolutionSlices.Part part = _slices[slice];
        int firstFilter = part.Panel * Panels.Width;
        int filters = Math.Min(Panels.Width, _filters - firstFilter);
        for (int k = part.First; k < part.First + part.Count; )
        {
            // Channels c.. at place (i, j) of the kernel, as far as they are in one panel of the result.
            int place = k / _channels;
            int c = k % _channels;
            int count = Math.Min(Math.Min(_channels - c, Panels.Width - c % Panels.Width), part.First + part.Count - k);
            int turned = (_kernel.Height * _kernel.Width - 1 - place) * _filters + firstFilter;
            float* source = parameters + ((nint)part.Panel * _depth + k) * Panels.Width;
            float* target = derived + ((nint)c / Panels.Width * DerivedRows + turned) * Panels.Width + c % Panels.Width;
            Transposition.Copy(source, Panels.Width, count, filters, target, Panels.Width);
            k += count;
        }
    }

    public override float[] Export(ReadOnlySpan<float> parameters)
    {
        var exported = new float[ExportLength];
        for (int o = 0, i = 0; o < _filters; o++)
        for (int c = 0; c < _channels; c++)
        for (int place = 0; place < _kernel.Height * _kernel.Width; place++)
            exported[i++] = parameters[Panels.Offset(_depth, place * _channels + c, o)];
        parameters.Slice(BiasStart, _filters).CopyTo(exported.AsSpan(_depth * _filters));
        return exported;
    }

    public override void Import(ReadOnlySpan<float> exported, Span<float> parameters)
    {
        if (exported.Length != ExportLength)
            throw new ArgumentException(
                $"A convolution of {_channels} channels with {_filters} kernels of {_kernel.Height}x{_kernel.Width} "
                    + $"has {ExportLength} parameters; got {exported.Length}.",
                nameof(exported)
            );
        parameters.Clear();
        for (int o = 0, i = 0; o < _filters; o++)
        for (int c = 0; c < _channels; c++)
        for (int place = 0; place < _kernel.Height * _kernel.Width; place++)
            parameters[Panels.Offset(_depth, place * _channels + c, o)] = exported[i++];
        exported[(_depth * _filters)..].CopyTo(parameters[BiasStart..]);
    }
}
