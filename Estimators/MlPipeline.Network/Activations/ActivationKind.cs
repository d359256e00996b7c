namespace MlPipeline.Network;

/// <summary>The nonlinearity of a hidden layer.</summary>
public enum ActivationKind
{
    /// <summary><c>f(z) = z</c>.</summary>
    Identity,

    /// <summary><c>f(z) = 1 / (1 + e^-z)</c>.</summary>
    Sigmoid,

    /// <summary><c>f(z) = tanh z</c>.</summary>
    Tanh,

    /// <summary><c>f(z) = max(0, z)</c>; its derivative at 0 is taken as 0.</summary>
    ReLU,

    /// <summary><c>f(z) = z for z > 0, else 0.01 z</c> (Maas, Hannun, Ng 2013).</summary>
    LeakyReLU,
}
