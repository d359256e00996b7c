using System.Globalization;
using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>
/// A two-dimensional convolution (LeCun et al. 1989), computed as the field does: a cross-correlation,
/// <c>z[o, y, x] = b[o] + sum over c, i, j of w[o, c, i, j] * x[c, y s + i - p, x s + j - p]</c>.
/// </summary>
/// <param name="Filters">Output channels, at least 1.</param>
/// <param name="KernelHeight">Rows of the kernel, at least 1.</param>
/// <param name="KernelWidth">Columns of the kernel, at least 1.</param>
/// <param name="Stride">Pixels from one application to the next, both ways, at least 1.</param>
/// <param name="Padding">What happens at the edges.</param>
/// <param name="Activation">The nonlinearity.</param>
public sealed record ConvolutionSpec(
    int Filters,
    int KernelHeight,
    int KernelWidth,
    int Stride = 1,
    ConvolutionPadding Padding = ConvolutionPadding.Same,
    ActivationKind Activation = ActivationKind.Identity
) : LayerSpec
{
    internal override ActivationKind FinalActivation => Activation;

    internal override LayerSpec With(ActivationKind activation) => this with { Activation = activation };

    internal override string Words
    {
        get
        {
            string words = string.Create(CultureInfo.InvariantCulture, $"conv {Filters} {KernelHeight}x{KernelWidth}");
            if (Stride != 1)
                words = string.Create(CultureInfo.InvariantCulture, $"{words} stride {Stride}");
            return Padding == ConvolutionPadding.Same ? words + " same" : words + " valid";
        }
    }

    private (int Y, int X) Border =>
        Padding == ConvolutionPadding.Same ? ((KernelHeight - 1) / 2, (KernelWidth - 1) / 2) : default;

    // With a stride of 1 the gradient of the input is a convolution of the gradient of the output, which looks beyond
    // its edges.
    internal override (int Y, int X) GradientBorder =>
        Stride == 1 ? (KernelHeight - 1 - Border.Y, KernelWidth - 1 - Border.X) : default;

    internal override (int Y, int X) InputBorder((int Y, int X) outputBorder) => Border;

    internal override TensorShape OutputOf(TensorShape input)
    {
        if (Filters < 1)
            throw new ArgumentException($"has {Filters} filters; give at least 1");
        if (KernelHeight < 1 || KernelWidth < 1)
            throw new ArgumentException($"has a {KernelHeight}x{KernelWidth} kernel; give at least 1x1");
        if (Stride < 1)
            throw new ArgumentException($"has a stride of {Stride}; give at least 1");
        Require.Defined(Padding, nameof(Padding));
        Require.Defined(Activation, nameof(Activation));
        if (Padding == ConvolutionPadding.Same && (KernelHeight % 2 == 0 || KernelWidth % 2 == 0))
            throw new ArgumentException(
                $"has a {KernelHeight}x{KernelWidth} kernel, which has no middle for padding 'same'; take odd sizes "
                    + "or 'valid'"
            );
        if (input.IsFlat)
            throw new ArgumentException(
                $"has a flat row of {input.Size} values as its input, and convolutions need an image; set the "
                    + "input's height and width, or put the layer before dense ones"
            );
        int height = input.Height + 2 * Border.Y - KernelHeight;
        int width = input.Width + 2 * Border.X - KernelWidth;
        if (height < 0 || width < 0)
            throw new ArgumentException(
                $"has a {KernelHeight}x{KernelWidth} kernel, larger than its input of {input.Height}x{input.Width} "
                    + "pixels; take a smaller kernel or padding 'same'"
            );
        return new TensorShape(Filters, height / Stride + 1, width / Stride + 1);
    }

    internal override long ParametersFor(TensorShape input) =>
        ((long)input.Channels * KernelHeight * KernelWidth + 1) * Filters;

    internal override long MultiplyAddsFor(TensorShape input)
    {
        TensorShape output = OutputOf(input);
        return (long)output.Height * output.Width * Filters * input.Channels * KernelHeight * KernelWidth;
    }

    internal override Layer Create(Ports ports) =>
        new Convolution(ports, new Kernel(KernelHeight, KernelWidth, Stride), Activation);
}
