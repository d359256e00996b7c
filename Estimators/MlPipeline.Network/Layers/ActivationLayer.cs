using MlPipeline.Network.Activations;

namespace MlPipeline.Network.Layers;

/// <summary>
/// A nonlinearity by itself: where it is not the end of another layer, or where its derivative cannot be told from y.
/// <code>x, y: [batch, ...]   y = f(x)   dx = dy f'(x)</code>
/// </summary>
internal sealed unsafe class ActivationLayer(Ports ports, ActivationKind kind) : Layer(ports)
{
    private readonly Activation _activation = Activation.Of(kind);

    public override void Forward(float* parameters, Rows x, Rows y)
    {
        for (int r = 0; r < x.Count; r++)
        {
            for (int i = 0; i < Ports.Y.Shape.Height; i++)
            {
                Span<float> row = Ports.Y.PixelRow(y.At(r), i);
                Ports.X.PixelRow(x.At(r), i).CopyTo(row);
                _activation.Forward(row);
            }
        }
    }

    public override void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx)
    {
        for (int r = 0; r < dz.Count; r++)
        {
            for (int i = 0; i < Ports.Y.Shape.Height; i++)
            {
                Span<float> row = Ports.Dx.PixelRow(dx.At(r), i);
                Ports.Dy.PixelRow(dz.At(r), i).CopyTo(row);
                _activation.Backward(
                    _activation.NeedsInput ? Ports.X.PixelRow(x.At(r), i) : Ports.Y.PixelRow(y.At(r), i),
                    row
                );
            }
        }
    }
}
