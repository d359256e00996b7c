using MlPipeline.Network.Kernels;
using MlPipeline.Network.Layers;
using MlPipeline.Network.Parallel;

namespace MlPipeline.Network.Training;

/// <summary>Limits the norm of the weights that come into each unit, 32 units a task, from a first layer on.</summary>
internal sealed class NormPhase(FeedForwardNetwork network, int firstLayer, float most) : IParallelWork
{
    private readonly (int Start, int Length)[] _panels =
    [
        .. network.Layers.SelectMany(
            (layer, index) => index < firstLayer ? [] : PanelsOf(layer, network.OffsetOf(index))
        ),
    ];

    public int Tasks => _panels.Length;

    public void Execute(int task, int worker) =>
        ColumnNorms.Limit(network.Parameters.Span.Slice(_panels[task].Start, _panels[task].Length), most);

    private static IEnumerable<(int Start, int Length)> PanelsOf(Layer layer, int offset)
    {
        for (int panel = 0; panel < layer.UnitPanels; panel++)
        {
            (int start, int length) = layer.UnitPanel(panel).GetOffsetAndLength(layer.ParameterLength);
            yield return (offset + start, length);
        }
    }
}
