namespace MlPipeline.Network.Losses;

/// <summary>
/// <c>L = log sum e^z - z[class]</c>; <c>dL/dz = p - t</c>: softmax and cross-entropy differentiated together.
/// </summary>
internal sealed class SoftmaxCrossEntropy : Loss
{
    public static readonly SoftmaxCrossEntropy Instance = new();

    public override bool TakesClasses => true;

    public override void Activate(Span<float> row) => Softmax.Apply(row);

    public override float Forward(Span<float> row, Target target)
    {
        float logit = row[target.Class];
        return Softmax.ApplyWithLog(row) - logit;
    }

    public override void Backward(ReadOnlySpan<float> outputs, Target target, float scale, Span<float> gradient)
    {
        for (int i = 0; i < outputs.Length; i++)
            gradient[i] = outputs[i] * scale;
        gradient[target.Class] -= scale;
    }

    public override bool IsCorrect(ReadOnlySpan<float> outputs, Target target) =>
        Softmax.Decide(outputs) == target.Class;
}
