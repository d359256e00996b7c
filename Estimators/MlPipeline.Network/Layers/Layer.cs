using MlPipeline.Network.Initializers;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Layers;

/// <summary>
/// One step of a network: x to y, and dL/dy back to dL/dx and dL/dparameters. A layer owns no buffers; it works on the
/// network's flat parameter buffer and on the batch's rows.
/// <para>Contract: every row of y, dz and dx depends on its own row of the batch only, to the last bit, whatever range of
/// rows a call covers; every gradient slice sums over the batch in row order. So ranges and slices may go to any thread.</para>
/// </summary>
internal abstract unsafe class Layer
{
    /// <summary>Width of x.</summary>
    public abstract int Inputs { get; }

    /// <summary>Width of y.</summary>
    public abstract int Outputs { get; }

    /// <summary>Floats from one row of y to the next: a multiple of 32, the padding is zero before the activation.</summary>
    public abstract int OutputStride { get; }

    /// <summary>Floats this layer takes of the flat parameter buffer; a multiple of 32.</summary>
    public abstract int ParameterLength { get; }

    /// <summary>Floats of derived parameters (repacked for the backward pass).</summary>
    public abstract int DerivedLength { get; }

    /// <summary>Independent slices of the parameters.</summary>
    public abstract int Slices { get; }

    /// <summary>The parts of the parameter buffer slice <paramref name="slice"/> covers: weights, and biases or nothing.</summary>
    public abstract (Range Weights, Range Biases) Slice(int slice);

    /// <summary>Panels of 32 units whose incoming weights a max-norm constraint may limit; 0 where there is no such thing.</summary>
    public virtual int UnitPanels => 0;

    /// <summary>The part of the parameter buffer that holds the incoming weights of 32 units, [inputs, 32], biases apart.</summary>
    public virtual Range UnitPanel(int panel) => throw new InvalidOperationException("This layer has no units.");

    public abstract void Initialize(Initializer initializer, RandomStream random, Span<float> parameters);

    /// <summary>y = f(x).</summary>
    public abstract void Forward(float* parameters, Rows x, Rows y);

    /// <summary>Turns dL/dy into dL/dz, z being what the activation was applied to, in place.</summary>
    public abstract void BackwardActivation(Rows y, Rows gradient);

    /// <summary>dx = dL/dx, from dL/dz and the derived parameters.</summary>
    public abstract void BackwardInput(float* derived, Rows dz, Rows dx);

    /// <summary>dL/dparameters of one slice, over the whole batch: of its weights, and of its biases where it has some.</summary>
    public abstract void Gradient(int slice, Rows x, Rows dz, float* weights, float* biases);

    /// <summary>Recomputes the derived parameters of one slice.</summary>
    public abstract void Derive(int slice, float* parameters, float* derived);

    /// <summary>Copies parameters out in the usual order: weights [inputs, outputs] by rows, then biases.</summary>
    public abstract float[] Export(ReadOnlySpan<float> parameters);

    /// <summary>The reverse of <see cref="Export"/>.</summary>
    public abstract void Import(ReadOnlySpan<float> exported, Span<float> parameters);

    /// <summary>Length of <see cref="Export"/>'s array.</summary>
    public abstract int ExportLength { get; }
}
