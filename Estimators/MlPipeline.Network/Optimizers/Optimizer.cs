using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Optimizers;

/// <summary>
/// One register's worth of parameters, gradients and state, updated; a struct, so that the loop is compiled for it.
/// </summary>
internal interface IUpdateRule
{
    void Apply(ref Vector<float> p, Vector<float> g, ref Vector<float> first, ref Vector<float> second);
}

/// <summary>
/// An update rule over slices of the flat parameter buffer. Elements are independent, so slices may be updated in any
/// order and by any thread between <see cref="BeginStep"/> and the next.
/// </summary>
internal abstract class Optimizer
{
    // The state of a weight whose gradient stays 0 (a dead unit) decays towards 0, and subnormal numbers on the way
    // cost a hundred cycles each on many processors. So what is too small to matter is 0: squares of gradients, then
    // states.
    private const float LeastGradient = 1e-17f;
    private const float LeastState = 1e-37f;

    /// <summary>State buffers of the parameters' length that the rule keeps: 0, 1 or 2.</summary>
    public abstract int StateBuffers { get; }

    /// <summary>Advances to the next step and computes its scalars.</summary>
    public abstract void BeginStep(float learningRate);

    /// <summary>Steps one slice. Lengths are multiples of 32; unused state spans are ignored.</summary>
    /// <param name="parameters">The slice, updated.</param>
    /// <param name="gradient">dL/dparameters.</param>
    /// <param name="first">First state buffer's slice.</param>
    /// <param name="second">Second state buffer's slice.</param>
    /// <param name="decay">Weight decay of this slice.</param>
    public abstract void Update(
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second,
        float decay
    );

    /// <summary>Writes what <see cref="BeginStep"/> advances.</summary>
    public virtual void Save(BinaryWriter writer) { }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public virtual void Restore(BinaryReader reader) { }

    public static Optimizer Of(OptimizerSpec spec) =>
        spec.Kind switch
        {
            OptimizerKind.Sgd => new Sgd(),
            OptimizerKind.Momentum => new Momentum(spec.Momentum),
            OptimizerKind.Nesterov => new Nesterov(spec.Momentum),
            OptimizerKind.RmsProp => new RmsProp(spec.Rho, spec.Epsilon),
            OptimizerKind.Adam => new Adam(spec.Beta1, spec.Beta2, spec.Epsilon),
            OptimizerKind.Nadam => new Nadam(spec.Beta1, spec.Beta2, spec.Epsilon),
            OptimizerKind.AdamW => new AdamW(spec.Beta1, spec.Beta2, spec.Epsilon),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Kind, "There is no such optimizer."),
        };

    /// <summary>Runs a rule over a slice, adding <c>decay * p</c> to the gradient (L2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected static void Run<TRule>(
        TRule rule,
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second,
        float decay,
        int states
    )
        where TRule : struct, IUpdateRule
    {
        Check(parameters, gradient, first, second, states);
        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float s1 = ref MemoryMarshal.GetReference(first);
        ref float s2 = ref MemoryMarshal.GetReference(second);
        var l2 = new Vector<float>(decay);
        for (nuint i = 0; i < (nuint)parameters.Length; i += (nuint)Vector<float>.Count)
        {
            Vector<float> value = Vector.LoadUnsafe(ref p, i);
            Vector<float> a = default;
            Vector<float> b = default;
            if (states > 0)
                a = Vector.LoadUnsafe(ref s1, i);
            if (states > 1)
                b = Vector.LoadUnsafe(ref s2, i);
            Vector<float> slope = VectorMath.Flush(Vector.LoadUnsafe(ref g, i) + l2 * value, LeastGradient);
            rule.Apply(ref value, slope, ref a, ref b);
            value.StoreUnsafe(ref p, i);
            if (states > 0)
                VectorMath.Flush(a, LeastState).StoreUnsafe(ref s1, i);
            if (states > 1)
                VectorMath.Flush(b, LeastState).StoreUnsafe(ref s2, i);
        }
    }

    private static void Check(
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second,
        int states
    )
    {
        int n = parameters.Length;
        if (
            n % Panels.Width != 0
            || gradient.Length != n
            || (states > 0 && first.Length != n)
            || (states > 1 && second.Length != n)
        )
            throw new ArgumentException($"An update takes slices of one length, a multiple of {Panels.Width}.");
    }
}
