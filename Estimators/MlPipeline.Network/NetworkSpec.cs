using System.Globalization;
using System.Text;

namespace MlPipeline.Network;

/// <summary>
/// What a network is, apart from its weights: shapes, layers, loss. Equal specs make equal networks; this is what is
/// searched, printed and saved.
/// </summary>
public sealed record NetworkSpec
{
    /// <summary>Width of a row of features, at least 1; sets <see cref="Input"/> to a flat row.</summary>
    public int InputSize
    {
        get => Input.Size;
        init => Input = TensorShape.Flat(value);
    }

    /// <summary>The shape of a row of features: an image for convolutions, else a flat row.</summary>
    public TensorShape Input { get; init; }

    /// <summary>The hidden layers, from the input on; none makes the model linear.</summary>
    public IReadOnlyList<LayerSpec> HiddenLayers { get; init; } = [];

    /// <summary>Width of a row of outputs: classes, or values.</summary>
    public required int OutputSize { get; init; }

    /// <summary>Loss and output function. Default: softmax and cross-entropy.</summary>
    public LossKind Loss { get; init; } = LossKind.SoftmaxCrossEntropy;

    /// <summary>Numbers learned, in total.</summary>
    public long ParameterCount => NetworkPlan.StepsOf(this).Sum(step => step.Layer.ParametersFor(step.Input));

    /// <summary>The layers as they run, the output layer last: what a table of the network shows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size or kind is outside its range, or a layer does not fit the one before it.
    /// </exception>
    public IReadOnlyList<LayerSummary> Summarize()
    {
        Validate();
        return
        [
            .. NetworkPlan
                .StepsOf(this)
                .Select(step => new LayerSummary(
                    step.Layer.ToString(),
                    step.Output,
                    step.Layer.ParametersFor(step.Input),
                    step.Layer.MultiplyAddsFor(step.Input)
                )),
        ];
    }

    /// <inheritdoc/>
    public bool Equals(NetworkSpec? other) =>
        other != null
        && Input == other.Input
        && OutputSize == other.OutputSize
        && Loss == other.Loss
        && HiddenLayers.SequenceEqual(other.HiddenLayers);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HiddenLayers.Aggregate(HashCode.Combine(Input, OutputSize, Loss), HashCode.Combine);

    /// <summary>The layers in one line: <c>784 → 128 Tanh → 10 SoftmaxCrossEntropy (101,770 parameters)</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Input.ToString());
        foreach (LayerSpec layer in HiddenLayers)
        {
            if (layer is DenseSpec dense)
                text.Append(CultureInfo.InvariantCulture, $" → {dense.Units} {dense.Activation}");
            else
                text.Append(" → ").Append(layer);
        }
        return text.Append(CultureInfo.InvariantCulture, $" → {OutputSize} {Loss} ({ParameterCount:N0} parameters)")
            .ToString();
    }

    /// <exception cref="ArgumentOutOfRangeException">
    /// A size or kind is outside its range, or a layer does not fit the one before it.
    /// </exception>
    internal void Validate()
    {
        if (Input.Channels < 1 || Input.Height < 1 || Input.Width < 1)
            throw new ArgumentOutOfRangeException(nameof(InputSize), $"InputSize is {Input}; give at least 1.");
        Require.AtLeast(1, OutputSize, nameof(OutputSize));
        Require.Defined(Loss, nameof(Loss));
        foreach (NetworkPlan.Step step in NetworkPlan.StepsOf(this))
            _ = step;
    }
}
