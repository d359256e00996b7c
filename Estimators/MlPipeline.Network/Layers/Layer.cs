using MlPipeline.Network.Initializers;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Layers;

/// <summary>
/// One step of a network: x to y, and dL/dy back to dL/dx and dL/dparameters. A layer owns no buffers; it works on the
/// network's flat parameter buffer and on the batch's rows.
/// <para>Contract: every row of y, dz and dx depends on its own row of the batch only (and, in a
/// <see cref="BatchLayer"/>, on what was combined before), to the last bit, whatever range of rows a call covers; every
/// gradient slice sums over the batch in row order. So ranges and slices may go to any thread.</para>
/// </summary>
internal abstract unsafe class Layer(Ports ports)
{
    /// <summary>Where x, y and their gradients lie.</summary>
    public Ports Ports { get; } = ports;

    /// <summary>Floats this layer takes of the flat parameter buffer; a multiple of 32.</summary>
    public virtual int ParameterLength => 0;

    /// <summary>Floats of derived parameters (repacked for the backward pass).</summary>
    public virtual int DerivedLength => 0;

    /// <summary>Floats it keeps for each row of the batch from the forward to the backward pass.</summary>
    public virtual int RowStateLength => 0;

    /// <summary>Floats it keeps for the whole batch.</summary>
    public virtual int BatchStateLength => 0;

    /// <summary>
    /// Independent slices of the parameters; parameters in none of them are not learned by gradients.
    /// </summary>
    public virtual int Slices => 0;

    /// <summary>Length of <see cref="Export"/>'s array.</summary>
    public virtual int ExportLength => 0;

    /// <summary>Whether it does nothing but in training.</summary>
    public virtual bool IsTrainingOnly => false;

    /// <summary>
    /// The parts of the parameter buffer slice <paramref name="slice"/> covers: weights, and biases or nothing.
    /// </summary>
    public virtual (Range Weights, Range Biases) Slice(int slice) => throw NoParameters();

    public virtual void Initialize(Initializer initializer, RandomStream random, Span<float> parameters) { }

    /// <summary>
    /// Panels of 32 units whose incoming weights a max-norm constraint may limit; 0 where there is no such thing.
    /// </summary>
    public virtual int UnitPanels => 0;

    /// <summary>
    /// The part of the parameter buffer that holds the incoming weights of 32 units, [inputs, 32], biases apart.
    /// </summary>
    public virtual Range UnitPanel(int panel) => throw new InvalidOperationException("This layer has no units.");

    /// <summary>y = f(x).</summary>
    public abstract void Forward(float* parameters, Rows x, Rows y);

    /// <summary>y = f(x) in training.</summary>
    public virtual void ForwardTraining(in LayerState state, Rows x, Rows y) => Forward(state.Parameters, x, y);

    /// <summary>Turns dL/dy into dL/dz, z being what the activation was applied to, in place.</summary>
    public virtual void BackwardActivation(Rows y, Rows gradient) { }

    /// <summary>dx = dL/dx, from dL/dz. Whatever lies outside the pixels of dx stays as it is.</summary>
    public abstract void BackwardInput(in LayerState state, Rows x, Rows y, Rows dz, Rows dx);

    /// <summary>
    /// dL/dparameters of one slice, over the whole batch: of its weights, and of its biases where it has some.
    /// </summary>
    public virtual void Gradient(int slice, in LayerState state, Rows x, Rows dz, float* weights, float* biases) =>
        throw NoParameters();

    /// <summary>Recomputes the derived parameters of one slice.</summary>
    public virtual void Derive(int slice, float* parameters, float* derived) { }

    /// <summary>
    /// Copies parameters out, in the order that PyTorch would, but for dense weights, which are [inputs, outputs].
    /// </summary>
    public virtual float[] Export(ReadOnlySpan<float> parameters) => [];

    /// <summary>The reverse of <see cref="Export"/>.</summary>
    public virtual void Import(ReadOnlySpan<float> exported, Span<float> parameters) { }

    private static InvalidOperationException NoParameters() => new("This layer has no parameters.");
}

/// <summary>
/// A layer whose rows depend on the whole batch. Before its forward pass every row is observed and then all of them are
/// combined, in row order, by one thread; before its backward pass likewise the gradients.
/// </summary>
internal abstract unsafe class BatchLayer(Ports ports) : Layer(ports)
{
    /// <summary>Writes what there is to know of each row of x to its row state.</summary>
    public abstract void Observe(in LayerState state, Rows x);

    /// <summary>
    /// Brings the states of <paramref name="rows"/> rows together into the batch state; may change parameters that are
    /// not learned by gradients.
    /// </summary>
    public abstract void Combine(in LayerState state, int rows);

    /// <summary>Writes what there is to know of each row of dz to its row state.</summary>
    public abstract void ObserveGradient(in LayerState state, Rows x, Rows dz);

    /// <summary>Brings the states of the gradient's rows together into the batch state.</summary>
    public abstract void CombineGradient(in LayerState state, int rows);
}
