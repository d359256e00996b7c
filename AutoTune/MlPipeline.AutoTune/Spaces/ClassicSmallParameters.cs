using Microsoft.ML.SearchSpace;
using MlPipeline.Network;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>
/// The space <c>classic-small</c>: the 11,664 combinations of <see cref="ClassicParameters"/> without those that take
/// longest or learn least.
/// </summary>
internal sealed class ClassicSmallParameters
{
    [Choice(5, 10)]
    public int Epochs { get; set; }

    [Choice(3, 4, 5)]
    public int HiddenLayers { get; set; }

    [Choice(32, 64, 128)]
    public int Width { get; set; }

    [Choice(0.0, 0.0005, 0.5)]
    public double WeightDecay { get; set; }

    [Choice(1e-3, 1e-4)]
    public double LearningRate { get; set; }

    [Choice(
        new object[]
        {
            OptimizerKind.Sgd,
            OptimizerKind.Momentum,
            OptimizerKind.Nesterov,
            OptimizerKind.RmsProp,
            OptimizerKind.Adam,
            OptimizerKind.Nadam,
        },
        OptimizerKind.Adam
    )]
    public OptimizerKind Optimizer { get; set; }

    [Choice(new object[] { 16, 32, 64 }, 64)]
    public int BatchSize { get; set; }

    [Choice(new object[] { InitializerKind.Normal, InitializerKind.Xavier }, InitializerKind.Xavier)]
    public InitializerKind Initializer { get; set; }

    [Choice(new object[] { ActivationKind.Sigmoid, ActivationKind.Tanh, ActivationKind.ReLU }, ActivationKind.ReLU)]
    public ActivationKind Activation { get; set; }
}
