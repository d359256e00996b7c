namespace MlPipeline.Network.Activations;

/// <summary>
/// An elementwise nonlinearity <c>y = f(z)</c> and its derivative, written in terms of y where that is possible, so
/// that z need not be kept.
/// </summary>
internal abstract class Activation
{
    /// <summary>Whether the derivative needs z, because several z have the same y, or y tells it too roughly.</summary>
    public virtual bool NeedsInput => false;

    /// <summary>Replaces z by f(z). Spans hold whole rows, a multiple of 32 floats.</summary>
    public abstract void Forward(Span<float> z);

    /// <summary>Multiplies <paramref name="gradient"/>, dL/dy, by f'(z), which makes it dL/dz.</summary>
    /// <param name="value">y; z where <see cref="NeedsInput"/>.</param>
    /// <param name="gradient">dL/dy, then dL/dz.</param>
    public abstract void Backward(ReadOnlySpan<float> value, Span<float> gradient);

    public static Activation Of(ActivationKind kind) =>
        kind switch
        {
            ActivationKind.Identity => Identity.Instance,
            ActivationKind.Sigmoid => Sigmoid.Instance,
            ActivationKind.Tanh => Tanh.Instance,
            ActivationKind.ReLU => ReLU.Instance,
            ActivationKind.LeakyReLU => LeakyReLU.Instance,
            ActivationKind.GELU => GELU.Instance,
            ActivationKind.SiLU => SiLU.Instance,
            ActivationKind.ELU => ELU.Instance,
            ActivationKind.Softplus => Softplus.Instance,
            _ => throw new ArgumentOutOfRangeException(
                nameof(kind),
                kind,
                $"There is no activation {kind}; choose one of {string.Join(", ", Enum.GetNames<ActivationKind>())}."
            ),
        };
}
