using Microsoft.ML.SearchSpace;
using MlPipeline.Network;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>
/// The space <c>modern</c>: rates by orders of magnitude, schedules, dropout, mixup, varied images, and a width for
/// every layer that a network has.
/// </summary>
internal sealed class ModernParameters
{
    [Range(5, 20, 10)]
    public int Epochs { get; set; }

    [Choice(new object[] { 1, 2, 3, 4, 5 }, 2)]
    public int HiddenLayers { get; set; }

    [Range(32, 512, 128, logBase: true)]
    public int Width1 { get; set; }

    [Range(32, 512, 128, logBase: true)]
    public int Width2 { get; set; }

    [Range(32, 512, 128, logBase: true)]
    public int Width3 { get; set; }

    [Range(32, 512, 128, logBase: true)]
    public int Width4 { get; set; }

    [Range(32, 512, 128, logBase: true)]
    public int Width5 { get; set; }

    [Choice(ActivationKind.ReLU, ActivationKind.LeakyReLU, ActivationKind.Tanh)]
    public ActivationKind Activation { get; set; }

    [Choice(new object[] { InitializerKind.Xavier, InitializerKind.He }, InitializerKind.He)]
    public InitializerKind Initializer { get; set; }

    [Choice(
        new object[] { OptimizerKind.Nesterov, OptimizerKind.Adam, OptimizerKind.Nadam, OptimizerKind.AdamW },
        OptimizerKind.Adam
    )]
    public OptimizerKind Optimizer { get; set; }

    [Range(1e-4, 1e-2, 1e-3, logBase: true)]
    public double LearningRate { get; set; }

    [Choice("constant", "cosine", "one-cycle")]
    public string Schedule { get; set; } = "";

    [Range(0.0, 0.5)]
    public double Dropout { get; set; }

    [Range(0.0, 0.2)]
    public double LabelSmoothing { get; set; }

    [Range(0.0, 0.4)]
    public double Mixup { get; set; }

    [Range(0.0, 15.0)]
    public double Rotation { get; set; }

    [Range(0.0, 2.0)]
    public double Shift { get; set; }

    [Range(0.0, 0.15)]
    public double Zoom { get; set; }

    [Choice(0.0, 0.5)]
    public double Flip { get; set; }

    [Range(0.8, 0.99, 0.9)]
    public double Momentum { get; set; }

    [Range(1e-6, 1e-1, 1e-5, logBase: true)]
    public double WeightDecay { get; set; }

    [BooleanChoice(false)]
    public bool DecayBiases { get; set; }

    [Choice(new object[] { 32, 64, 128, 256 }, 64)]
    public int BatchSize { get; set; }
}
