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

    /// <summary>
    /// <c>f(z) = z P(z)</c>, P being the distribution function of the standard normal (Hendrycks, Gimpel 2016).
    /// </summary>
    GELU,

    /// <summary><c>f(z) = z / (1 + e^-z)</c> (Elfwing, Uchibe, Doya 2018).</summary>
    SiLU,

    /// <summary><c>f(z) = z for z > 0, else e^z - 1</c> (Clevert, Unterthiner, Hochreiter 2016).</summary>
    ELU,

    /// <summary><c>f(z) = log(1 + e^z)</c> (Dugas et al. 2001).</summary>
    Softplus,
}
