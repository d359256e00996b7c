using System.Numerics;
using System.Runtime.InteropServices;

namespace MlPipeline.Network.Layers;

/// <summary>
/// Inverted dropout (Srivastava et al. 2014). Nothing is kept for the backward pass: the same noise is made again.
/// <code>
/// x, y: [batch, ...] y = m x / (1 - rate) dx = m dy / (1 - rate) m = 0 with probability rate, else 1
/// </code>
/// </summary>
internal sealed unsafe class Dropout(Ports ports, float rate) : Layer(ports)
{
    private readonly float _scale = 1 / (1 - rate);
    private readonly uint _threshold = (uint)(rate * 4294967296.0);

    public override bool IsTrainingOnly => true;

    public override void Forward(float* parameters, Rows x, Rows y)
    {
        for (int r = 0; r < x.Count; r++)
        for (int i = 0; i < Ports.Y.Shape.Height; i++)
            Ports.X.PixelRow(x.At(r), i).CopyTo(Ports.Y.PixelRow(y.At(r), i));
    }

    public override void ForwardTraining(in LayerState state, Rows x, Rows y)
    {
        for (int r = 0; r < x.Count; r++)
        for (int i = 0; i < Ports.Y.Shape.Height; i++)
            Mask(KeyOf(state, r), i, Ports.X.PixelRow(x.At(r), i), Ports.Y.PixelRow(y.At(r), i));
    }

    public override void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx)
    {
        for (int r = 0; r < dz.Count; r++)
        for (int i = 0; i < Ports.Y.Shape.Height; i++)
            Mask(KeyOf(state, r), i, Ports.Dy.PixelRow(dz.At(r), i), Ports.Dx.PixelRow(dx.At(r), i));
    }

    // Of the step, the layer and the place in the batch; not of the thread.
    private static uint KeyOf(in LayerState state, int row)
    {
        ulong z = state.Noise + (ulong)(state.FirstRow + row) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (uint)(z >> 32);
    }

    private void Mask(uint key, int pixelRow, ReadOnlySpan<float> source, Span<float> target)
    {
        ref float from = ref MemoryMarshal.GetReference(source);
        ref float to = ref MemoryMarshal.GetReference(target);
        uint first = key + (uint)pixelRow * (uint)source.Length;
        Vector<uint> threshold = new(_threshold);
        Vector<float> scale = new(_scale);
        for (nuint i = 0; i < (nuint)source.Length; i += (nuint)Vector<float>.Count)
        {
            Vector<uint> keep = Vector.GreaterThanOrEqual(
                Mix(new Vector<uint>(first + (uint)i) + Vector<uint>.Indices),
                threshold
            );
            Vector
                .ConditionalSelect(
                    Vector.AsVectorSingle(keep),
                    Vector.LoadUnsafe(ref from, i) * scale,
                    Vector<float>.Zero
                )
                .StoreUnsafe(ref to, i);
        }
    }

    // A bijection of 32 bits that leaves no pattern of its input (the finalizer of MurmurHash3).
    private static Vector<uint> Mix(Vector<uint> x)
    {
        x = (x ^ Vector.ShiftRightLogical(x, 16)) * new Vector<uint>(0x85EBCA6B);
        x = (x ^ Vector.ShiftRightLogical(x, 13)) * new Vector<uint>(0xC2B2AE35);
        return x ^ Vector.ShiftRightLogical(x, 16);
    }
}
