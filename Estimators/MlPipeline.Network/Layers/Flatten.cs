using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Layers;

/// <summary>
/// One long row of an image, channel by channel as elsewhere in the field, though pixels lie together inside.
/// <code>x: [batch, H, W, C]   y: [batch, C H W]</code>
/// </summary>
internal sealed unsafe class Flatten(Ports ports) : Layer(ports)
{
    private int Plane => Ports.X.Shape.Height * Ports.X.Shape.Width;

    public override void Forward(float* parameters, Rows x, Rows y)
    {
        Layout from = Ports.X;
        int width = from.Shape.Width;
        for (int r = 0; r < x.Count; r++)
        for (int i = 0; i < from.Shape.Height; i++)
            Transposition.Copy(
                from.PixelRowAt(x.At(r), i),
                from.PixelStride,
                width,
                from.Shape.Channels,
                y.At(r) + i * width,
                Plane
            );
    }

    public override void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx)
    {
        Layout to = Ports.Dx;
        int width = to.Shape.Width;
        for (int r = 0; r < dz.Count; r++)
        for (int i = 0; i < to.Shape.Height; i++)
            Transposition.Copy(
                dz.At(r) + i * width,
                Plane,
                to.Shape.Channels,
                width,
                to.PixelRowAt(dx.At(r), i),
                to.PixelStride
            );
    }
}
