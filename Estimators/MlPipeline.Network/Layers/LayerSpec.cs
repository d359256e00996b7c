namespace MlPipeline.Network;

/// <summary>A hidden layer: fully connected, so many units, one activation.</summary>
/// <param name="Units">Outputs of the layer, at least 1.</param>
/// <param name="Activation">The nonlinearity.</param>
public sealed record DenseSpec(int Units, ActivationKind Activation);
