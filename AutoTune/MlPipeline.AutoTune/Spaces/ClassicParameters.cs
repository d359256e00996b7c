using Microsoft.ML.SearchSpace;
using MlPipeline.Network;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>
/// The space <c>classic</c>: 43,740 combinations, as coursework on such networks sweeps them. It starts cheap.
/// </summary>
internal sealed class ClassicParameters
{
    [Choice(5, 10, 15)]
    public int Epochs { get; set; }

    [Choice(3, 4, 5)]
    public int HiddenLayers { get; set; }

    [Choice(32, 64, 128)]
    public int Width { get; set; }

    [Choice(0.0, 0.0005, 0.005, 0.05, 0.5)]
    public double WeightDecay { get; set; }

    [Choice(1e-3, 1e-4, 1e-5)]
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
