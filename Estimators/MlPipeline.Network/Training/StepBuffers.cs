using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;

namespace MlPipeline.Network.Training;

/// <summary>
/// Everything that a step of training computes for a batch, and views of a range of its rows; sized once.
/// </summary>
internal sealed unsafe class StepBuffers
{
    private readonly FeedForwardNetwork _network;
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer[] _outputs;
    private readonly AlignedBuffer[] _deltas;
    private readonly AlignedBuffer[] _derived;
    private readonly AlignedBuffer[] _rowStates;
    private readonly AlignedBuffer[] _batchStates;

    public StepBuffers(FeedForwardNetwork network, int batchSize, int frozenLayers)
    {
        _network = network;
        FrozenEnd = frozenLayers == 0 ? 0 : network.IndexOfLearning(frozenLayers - 1) + 1;
        FirstLearning = network.IndexOfLearning(frozenLayers);
        _input = new AlignedBuffer((long)batchSize * network.Layers[0].Ports.X.Stride);
        _outputs = [.. network.Layers.Select(layer => new AlignedBuffer((long)batchSize * layer.Ports.Y.Stride))];
        // No gradient is passed below the first layer that learns, so it needs no repacked weights either.
        _deltas =
        [
            .. network.Layers.Select(
                (layer, i) => new AlignedBuffer(i < FirstLearning ? 0 : (long)batchSize * layer.Ports.Dy.Stride)
            ),
        ];
        _derived =
        [
            .. network.Layers.Select((layer, i) => new AlignedBuffer(i <= FirstLearning ? 0 : layer.DerivedLength)),
        ];
        _rowStates = [.. network.Layers.Select(layer => new AlignedBuffer((long)batchSize * layer.RowStateLength))];
        _batchStates = [.. network.Layers.Select(layer => new AlignedBuffer(layer.BatchStateLength))];
    }

    /// <summary>The layers before this one stay as they are, and compute what they do in scoring.</summary>
    public int FrozenEnd { get; }

    /// <summary>The first layer with parameters that are learned.</summary>
    public int FirstLearning { get; }

    /// <summary>Rows of what a layer reads.</summary>
    public Rows X(int layer, int start, int count) =>
        layer == 0 ? Slice(_input, _network.Layers[0].Ports.X.Stride, start, count) : Y(layer - 1, start, count);

    /// <summary>Rows of what a layer computes.</summary>
    public Rows Y(int layer, int start, int count) =>
        Slice(_outputs[layer], _network.Layers[layer].Ports.Y.Stride, start, count);

    /// <summary>Rows of the gradient of the loss to what a layer computes.</summary>
    public Rows Delta(int layer, int start, int count) =>
        Slice(_deltas[layer], _network.Layers[layer].Ports.Dy.Stride, start, count);

    /// <summary>The parameters of a layer.</summary>
    public float* ParametersOf(int layer) => _network.Parameters.Pointer + _network.OffsetOf(layer);

    /// <summary>What a layer works with, for rows from <paramref name="start"/> on.</summary>
    public LayerState StateOf(int layer, int start, int count, int batchRows, ulong noise) =>
        new()
        {
            Parameters = ParametersOf(layer),
            Derived = _derived[layer].Pointer,
            Batch = _batchStates[layer].Pointer,
            RowStates = Slice(_rowStates[layer], _network.Layers[layer].RowStateLength, start, count),
            FirstRow = start,
            BatchRows = batchRows,
            Noise = noise + (ulong)layer * 0xD1B54A32D192ED03,
        };

    /// <summary>Recomputes what a layer derives from a slice of its parameters.</summary>
    public void Derive(int layer, int slice)
    {
        if (layer > FirstLearning)
            _network.Layers[layer].Derive(slice, ParametersOf(layer), _derived[layer].Pointer);
    }

    private static Rows Slice(AlignedBuffer buffer, int stride, int start, int count) =>
        new(buffer.Pointer + (nint)start * stride, count, stride);
}
