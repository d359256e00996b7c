namespace MlPipeline.Network.Activations;

/// <summary><c>f(z) = z</c>, <c>f' = 1</c>.</summary>
internal sealed class Identity : Activation
{
    public static readonly Identity Instance = new();

    public override void Forward(Span<float> z) { }

    public override void Backward(ReadOnlySpan<float> y, Span<float> gradient) { }
}
