using System.Numerics.Tensors;

namespace MlPipeline.Network.Layers;

/// <summary>
/// The largest value of each square of s x s pixels, channel by channel. The gradient goes to the first of equal ones.
/// <code>
/// x: [batch, H, W, C] y: [batch, H / s, W / s, C] dx = dy where x is the largest of its square, else 0
/// </code>
/// </summary>
internal sealed unsafe class MaxPooling(Ports ports, int size) : Layer(ports)
{
    public override void Forward(float* parameters, Rows x, Rows y)
    {
        Layout from = Ports.X;
        Layout to = Ports.Y;
        int channels = from.PixelStride;
        for (int r = 0; r < x.Count; r++)
        {
            for (int i = 0; i < to.Shape.Height; i++)
            {
                for (int j = 0; j < to.Shape.Width; j++)
                {
                    Span<float> largest = to.PixelRow(y.At(r), i).Slice(j * channels, channels);
                    for (int k = 0; k < size * size; k++)
                    {
                        ReadOnlySpan<float> pixel = from.PixelRow(x.At(r), i * size + k / size)
                            .Slice((j * size + k % size) * channels, channels);
                        if (k == 0)
                            pixel.CopyTo(largest);
                        else
                            TensorPrimitives.Max(largest, pixel, largest);
                    }
                }
            }
        }
    }

    public override void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx)
    {
        Layout layout = Ports.Dx;
        for (int r = 0; r < dz.Count; r++)
        {
            for (int i = 0; i < layout.Shape.Height; i++)
                layout.PixelRow(dx.At(r), i).Clear();
            for (int i = 0; i < Ports.Y.Shape.Height; i++)
            for (int j = 0; j < Ports.Y.Shape.Width; j++)
                BackwardSquare(x.At(r), y.At(r), dz.At(r), dx.At(r), i, j);
        }
    }

    private void BackwardSquare(float* x, float* y, float* dz, float* dx, int i, int j)
    {
        int channels = Ports.X.PixelStride;
        float* largest = Ports.Y.PixelRowAt(y, i) + (nint)j * channels;
        float* gradient = Ports.Dy.PixelRowAt(dz, i) + (nint)j * channels;
        for (int c = 0; c < Ports.X.Shape.Channels; c++)
        {
            for (int k = 0; k < size * size; k++)
            {
                nint pixel = (nint)(j * size + k % size) * channels + c;
                if (Ports.X.PixelRowAt(x, i * size + k / size)[pixel] != largest[c])
                    continue;
                Ports.Dx.PixelRowAt(dx, i * size + k / size)[pixel] = gradient[c];
                break;
            }
        }
    }
}
