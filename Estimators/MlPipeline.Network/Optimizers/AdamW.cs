using System.Numerics.Tensors;

namespace MlPipeline.Network.Optimizers;

/// <summary>
/// Adam, with weights first shrunk by <c>p *= 1 - rate * decay</c>, apart from the gradient (Loshchilov, Hutter 2019).
/// </summary>
internal sealed class AdamW(float beta1, float beta2, float epsilon) : Optimizer
{
    private readonly Adam _adam = new(beta1, beta2, epsilon);
    private float _learningRate;

    public override int StateBuffers => _adam.StateBuffers;

    public override void BeginStep(float learningRate)
    {
        _learningRate = learningRate;
        _adam.BeginStep(learningRate);
    }

    public override void Update(
        Span<float> parameters,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second,
        float decay
    )
    {
        if (decay != 0)
            TensorPrimitives.Multiply(parameters, 1 - _learningRate * decay, parameters);
        _adam.Update(parameters, gradient, first, second, decay: 0);
    }

    public override void Save(BinaryWriter writer) => _adam.Save(writer);

    public override void Restore(BinaryReader reader) => _adam.Restore(reader);
}
