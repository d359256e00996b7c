using System.Numerics.Tensors;

namespace MlPipeline.Network.Layers;

/// <summary>
/// The mean of each square of s x s pixels, channel by channel.
/// <code>
/// x: [batch, H, W, C] y: [batch, H / s, W / s, C] dx = dy of the pixel's square / s²; 0 where it is in none
/// </code>
/// </summary>
internal sealed unsafe class AveragePooling(Ports ports, int size) : Layer(ports)
{
    private readonly float _share = 1f / (size * size);

    public override void Forward(float* parameters, Rows x, Rows y)
    {
        Layout from = Ports.X;
        Layout to = Ports.Y;
        int channels = from.PixelStride;
        for (int r = 0; r < x.Count; r++)
        {
            for (int i = 0; i < to.Shape.Height; i++)
            {
                Span<float> sums = to.PixelRow(y.At(r), i);
                for (int j = 0; j < to.Shape.Width; j++)
                {
                    Span<float> sum = sums.Slice(j * channels, channels);
                    for (int k = 0; k < size * size; k++)
                    {
                        ReadOnlySpan<float> pixel = from.PixelRow(x.At(r), i * size + k / size)
                            .Slice((j * size + k % size) * channels, channels);
                        if (k == 0)
                            pixel.CopyTo(sum);
                        else
                            TensorPrimitives.Add(sum, pixel, sum);
                    }
                }
                TensorPrimitives.Multiply(sums, _share, sums);
            }
        }
    }

    public override void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx)
    {
        Layout from = Ports.Dy;
        Layout to = Ports.Dx;
        int channels = to.PixelStride;
        for (int r = 0; r < dz.Count; r++)
        {
            for (int i = 0; i < to.Shape.Height; i++)
            {
                Span<float> target = to.PixelRow(dx.At(r), i);
                if (i / size >= from.Shape.Height)
                {
                    target.Clear();
                    continue;
                }
                Span<float> source = from.PixelRow(dz.At(r), i / size);
                for (int j = 0; j < from.Shape.Width * size; j++)
                    TensorPrimitives.Multiply(
                        source.Slice(j / size * channels, channels),
                        _share,
                        target.Slice(j * channels, channels)
                    );
                target[(from.Shape.Width * size * channels)..].Clear();
            }
        }
    }
}
