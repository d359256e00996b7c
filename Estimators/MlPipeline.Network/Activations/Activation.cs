namespace MlPipeline.Network.Activations;

/// <summary>An elementwise nonlinearity <c>y = f(z)</c> and its derivative, written in terms of y so that z need not be kept.</summary>
internal abstract class Activation
{
    /// <summary>Replaces z by f(z). Spans hold whole rows, a multiple of 32 floats.</summary>
    public abstract void Forward(Span<float> z);

    /// <summary>Multiplies <paramref name="gradient"/>, dL/dy, by f'(z), which makes it dL/dz.</summary>
    public abstract void Backward(ReadOnlySpan<float> y, Span<float> gradient);

    public static Activation Of(ActivationKind kind) => kind switch
    {
        ActivationKind.Identity => Identity.Instance,
        ActivationKind.Sigmoid => Sigmoid.Instance,
        ActivationKind.Tanh => Tanh.Instance,
        ActivationKind.ReLU => ReLU.Instance,
        ActivationKind.LeakyReLU => LeakyReLU.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"There is no activation {kind}; choose one of {string.Join(", ", Enum.GetNames<ActivationKind>())}."),
    };
}
