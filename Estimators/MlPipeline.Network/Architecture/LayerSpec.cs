using MlPipeline.Network.Layers;

namespace MlPipeline.Network;

/// <summary>
/// What a hidden layer is, apart from its weights. Written as text it is one word and its arguments, as
/// <see cref="Architecture"/> reads them.
/// </summary>
public abstract record LayerSpec
{
    private protected LayerSpec() { }

    /// <summary>The shape of its output.</summary>
    /// <param name="input">The shape of its input.</param>
    /// <exception cref="ArgumentException">
    /// The layer cannot take that input; the message says what is wrong, as the rest of a sentence that begins with the
    /// layer.
    /// </exception>
    internal abstract TensorShape OutputOf(TensorShape input);

    /// <summary>Zero pixels it needs around its input.</summary>
    /// <param name="outputBorder">Zero pixels that the next layer needs around its output.</param>
    internal virtual (int Y, int X) InputBorder((int Y, int X) outputBorder) => default;

    /// <summary>Zero pixels it needs around the gradient of its output.</summary>
    internal virtual (int Y, int X) GradientBorder => default;

    /// <summary>Whether it takes an image only as one long row.</summary>
    internal virtual bool NeedsFlatInput => false;

    /// <summary>The nonlinearity at its end; identity where there is none.</summary>
    internal virtual ActivationKind FinalActivation => ActivationKind.Identity;

    /// <summary>The same layer with another nonlinearity at its end; null where it cannot have one.</summary>
    internal virtual LayerSpec? With(ActivationKind activation) => null;

    /// <summary>Numbers learned, of an input of that shape.</summary>
    internal virtual long ParametersFor(TensorShape input) => 0;

    /// <summary>Multiplications and additions, counted as one, for one row.</summary>
    internal virtual long MultiplyAddsFor(TensorShape input) => 0;

    internal abstract Layer Create(Ports ports);

    /// <summary>The layer's word and arguments, without its nonlinearity.</summary>
    internal abstract string Words { get; }

    /// <summary>As text: <c>conv 32 5x5 same, relu</c>.</summary>
    public sealed override string ToString() =>
        FinalActivation == ActivationKind.Identity ? Words : $"{Words}, {ActivationSpec.WordOf(FinalActivation)}";
}
