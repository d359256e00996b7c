namespace MlPipeline.Network;

/// <summary>
/// Hidden layers, one after the other, as C# and as text in the same words:
/// <code>
/// new Architecture().Conv(32, 5).BatchNorm().ReLU().AvgPool(2).Dense(64).BatchNorm().ReLU().Dropout(0.3f)
/// Architecture.Parse("conv 32 5x5 same, batchnorm, relu, avgpool 2; dense 64, batchnorm, relu; dropout 0.3")
/// </code>
/// The output layer is not among them: its size follows from the label.
/// </summary>
public sealed class Architecture : IEquatable<Architecture>
{
    /// <summary>No hidden layers.</summary>
    public Architecture()
        : this([]) { }

    /// <summary>The layers given.</summary>
    public Architecture(IReadOnlyList<LayerSpec> layers) =>
        Layers = layers ?? throw new ArgumentNullException(nameof(layers));

    /// <summary>The layers, from the input on.</summary>
    public IReadOnlyList<LayerSpec> Layers { get; }

    /// <summary>Whether some layer is for images, whose shape must then be known.</summary>
    public bool TakesImages => Layers.Any(layer => layer is ConvolutionSpec or PoolingSpec);

    /// <summary>Reads layers as text: separated by commas or semicolons, each a word and its arguments.</summary>
    /// <exception cref="FormatException">
    /// It is not such a text; the message names the layer and what may stand there.
    /// </exception>
    public static Architecture Parse(string text) => ArchitectureText.Parse(text);

    /// <summary>A convolution with a square kernel.</summary>
    public Architecture Conv(
        int filters,
        int kernel,
        int stride = 1,
        ConvolutionPadding padding = ConvolutionPadding.Same
    ) => Then(new ConvolutionSpec(filters, kernel, kernel, stride, padding));

    /// <summary>A fully connected layer.</summary>
    public Architecture Dense(int units) => Then(new DenseSpec(units));

    /// <summary>Batch normalization.</summary>
    public Architecture BatchNorm() => Then(new BatchNormalizationSpec());

    /// <summary>Layer normalization.</summary>
    public Architecture LayerNorm() => Then(new LayerNormalizationSpec());

    /// <summary>The mean of each square of pixels.</summary>
    public Architecture AvgPool(int size) => Then(new PoolingSpec(PoolingKind.Average, size));

    /// <summary>The largest of each square of pixels.</summary>
    public Architecture MaxPool(int size) => Then(new PoolingSpec(PoolingKind.Max, size));

    /// <summary>Dropout.</summary>
    public Architecture Dropout(float rate) => Then(new DropoutSpec(rate));

    /// <summary>One long row of an image.</summary>
    public Architecture Flatten() => Then(new FlattenSpec());

    /// <summary>The rectifier.</summary>
    public Architecture ReLU() => Activate(ActivationKind.ReLU);

    /// <summary>The hyperbolic tangent.</summary>
    public Architecture Tanh() => Activate(ActivationKind.Tanh);

    /// <summary>The logistic function.</summary>
    public Architecture Sigmoid() => Activate(ActivationKind.Sigmoid);

    /// <summary>A nonlinearity: the end of the last layer, or a layer of its own where that has one.</summary>
    public Architecture Activate(ActivationKind activation)
    {
        LayerSpec? ended =
            Layers.Count > 0 && Layers[^1].FinalActivation == ActivationKind.Identity
                ? Layers[^1].With(activation)
                : null;
        return ended == null ? Then(new ActivationSpec(activation)) : new Architecture([.. Layers.SkipLast(1), ended]);
    }

    /// <summary>One more layer.</summary>
    public Architecture Then(LayerSpec layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new Architecture([.. Layers, layer]);
    }

    /// <inheritdoc/>
    public bool Equals(Architecture? other) => other != null && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Architecture);

    /// <inheritdoc/>
    public override int GetHashCode() => Layers.Aggregate(Layers.Count, HashCode.Combine);

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(", ", Layers);
}
