namespace MlPipeline.Network;

/// <summary>A layer in a network's table.</summary>
/// <param name="Layer">What it is, as text.</param>
/// <param name="Output">The shape of its output.</param>
/// <param name="Parameters">Numbers learned.</param>
/// <param name="MultiplyAdds">Multiplications and additions, counted as one, for one row.</param>
public sealed record LayerSummary(string Layer, TensorShape Output, long Parameters, long MultiplyAdds);
