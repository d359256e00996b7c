using System.Globalization;
using System.Text;

namespace MlPipeline.Network;

/// <summary>
/// What a network is, apart from its weights: sizes, activations, loss. Equal specs make equal networks; this is what is
/// searched, printed and saved.
/// </summary>
public sealed record NetworkSpec
{
    /// <summary>Width of a row of features, at least 1.</summary>
    public required int InputSize { get; init; }

    /// <summary>The hidden layers, from the input on; none makes the model linear.</summary>
    public IReadOnlyList<DenseSpec> HiddenLayers { get; init; } = [];

    /// <summary>Width of a row of outputs: classes, or values.</summary>
    public required int OutputSize { get; init; }

    /// <summary>Loss and output function. Default: softmax and cross-entropy.</summary>
    public LossKind Loss { get; init; } = LossKind.SoftmaxCrossEntropy;

    /// <summary>Weights and biases in total.</summary>
    public long ParameterCount
    {
        get
        {
            long count = 0, inputs = InputSize;
            foreach (int outputs in HiddenLayers.Select(layer => layer.Units).Append(OutputSize))
            {
                count += (inputs + 1) * outputs;
                inputs = outputs;
            }
            return count;
        }
    }

    /// <inheritdoc/>
    public bool Equals(NetworkSpec? other) =>
        other != null && InputSize == other.InputSize && OutputSize == other.OutputSize && Loss == other.Loss && HiddenLayers.SequenceEqual(other.HiddenLayers);

    /// <inheritdoc/>
    public override int GetHashCode() => HiddenLayers.Aggregate(HashCode.Combine(InputSize, OutputSize, Loss), HashCode.Combine);

    /// <summary>The layers in one line: <c>784 → 128 Tanh → 10 SoftmaxCrossEntropy (101,770 parameters)</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(InputSize.ToString(CultureInfo.InvariantCulture));
        foreach (DenseSpec layer in HiddenLayers) text.Append(CultureInfo.InvariantCulture, $" → {layer.Units} {layer.Activation}");
        return text.Append(CultureInfo.InvariantCulture, $" → {OutputSize} {Loss} ({ParameterCount:N0} parameters)").ToString();
    }

    /// <exception cref="ArgumentOutOfRangeException">A size or kind is outside its range.</exception>
    internal void Validate()
    {
        Require.AtLeast(1, InputSize, nameof(InputSize));
        Require.AtLeast(1, OutputSize, nameof(OutputSize));
        Require.Defined(Loss, nameof(Loss));
        for (int i = 0; i < HiddenLayers.Count; i++)
        {
            if (HiddenLayers[i].Units < 1)
                throw new ArgumentOutOfRangeException(nameof(HiddenLayers), $"Hidden layer {i + 1} has {HiddenLayers[i].Units} units; give at least 1.");
            Require.Defined(HiddenLayers[i].Activation, nameof(HiddenLayers));
        }
    }
}
