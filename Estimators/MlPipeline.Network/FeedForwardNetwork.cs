using MlPipeline.Network.Format;
using MlPipeline.Network.Initializers;
using MlPipeline.Network.Layers;
using MlPipeline.Network.Losses;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Randomness;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Network;

/// <summary>
/// A network of layers, each feeding the next, and its weights. All parameters lie in one block; train it with a
/// <see cref="NetworkTrainer"/>, use it through a <see cref="Predictor"/>.
/// </summary>
public sealed class FeedForwardNetwork
{
    private readonly int[] _offsets;
    private readonly int[] _learning;

    private FeedForwardNetwork(NetworkSpec spec)
    {
        spec.Validate();
        Spec = spec;
        Loss = Loss.Of(spec.Loss);
        Layers = NetworkPlan.MakeLayers(spec);
        _learning = [.. Enumerable.Range(0, Layers.Length).Where(i => Layers[i].ParameterLength > 0)];
        _offsets = new int[Layers.Length];
        int length = 0;
        for (int i = 0; i < Layers.Length; i++)
        {
            _offsets[i] = length;
            length = checked(length + Layers[i].ParameterLength);
        }
        Parameters = new AlignedBuffer(length);
    }

    /// <summary>A network with random weights.</summary>
    /// <param name="spec">The layers, their shapes and the loss.</param>
    /// <param name="initializer">How its weights are drawn; biases are 0.</param>
    /// <param name="seed">Of the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    public FeedForwardNetwork(NetworkSpec spec, InitializerKind initializer, int seed)
        : this(spec ?? throw new ArgumentNullException(nameof(spec)))
    {
        Require.Defined(initializer, nameof(initializer));
        var draw = Initializer.Of(initializer);
        var random = new RandomStream(seed, RandomStream.Initialization);
        for (int i = 0; i < Layers.Length; i++)
            Layers[i].Initialize(draw, random, ParametersOf(i));
    }

    /// <summary>The layers, their shapes and the loss.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>Layers with parameters, the output layer included.</summary>
    public int LayerCount => _learning.Length;

    internal Layer[] Layers { get; }

    internal Loss Loss { get; }

    internal AlignedBuffer Parameters { get; }

    /// <summary>
    /// A copy of the parameters of one of the layers that have some. Dense: weights [inputs, outputs] row by row, then
    /// biases [outputs]. Convolution: weights [filters, channels, kernel height, kernel width], then biases [filters].
    /// Normalization: scale, shift, and for batch normalization the running mean and variance.
    /// </summary>
    public float[] GetLayerParameters(int layer) => Layers[_learning[layer]].Export(ParametersOf(_learning[layer]));

    /// <summary>Sets a layer's parameters, in the order of <see cref="GetLayerParameters"/>.</summary>
    public void SetLayerParameters(int layer, ReadOnlySpan<float> parameters) =>
        Layers[_learning[layer]].Import(parameters, ParametersOf(_learning[layer]));

    /// <summary>Something that computes outputs, for one thread at a time.</summary>
    /// <param name="maxRows">The most rows of a call that are computed together; larger calls go in parts.</param>
    public Predictor CreatePredictor(int maxRows = 1) => new(this, maxRows);

    /// <summary>Writes spec and weights.</summary>
    public void Write(BinaryWriter writer) => NetworkFile.Write(writer, this);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Of a stream that can seek.</param>
    /// <exception cref="FormatException">The data are not a network, or are damaged.</exception>
    public static FeedForwardNetwork Read(BinaryReader reader) => NetworkFile.Read(reader);

    internal static FeedForwardNetwork Empty(NetworkSpec spec) => new(spec);

    internal int ExportLengthOf(int layer) => Layers[_learning[layer]].ExportLength;

    /// <summary>The layer among <see cref="Layers"/> that has the parameters numbered so.</summary>
    internal int IndexOfLearning(int layer) => _learning[layer];

    internal int OffsetOf(int layer) => _offsets[layer];

    internal Span<float> ParametersOf(int layer) =>
        Parameters.Span.Slice(_offsets[layer], Layers[layer].ParameterLength);
}
