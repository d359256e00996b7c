namespace MlPipeline.Network.Losses;

/// <summary>
/// Softmax and cross-entropy with label smoothing (Szegedy et al. 2016): the target of the class is
/// <c>1 - s + s / K</c>, that of each other of the K classes <c>s / K</c>. So
/// <c>L = log sum e^z - (1 - s) z[class] - s mean z</c> and <c>dL/dz = p - t</c>. For training only: the loss that is
/// evaluated is that of the network.
/// </summary>
internal sealed class SmoothedCrossEntropy(float smoothing) : Loss
{
    public override bool TakesClasses => true;

    public override void Activate(Span<float> row) => Softmax.Apply(row);

    public override float Forward(Span<float> row, Target target)
    {
        float sum = 0;
        foreach (float z in row)
            sum += z;
        float expected = (1 - smoothing) * row[target.Class] + smoothing * (sum / row.Length);
        return Softmax.ApplyWithLog(row) - expected;
    }

    public override void Backward(ReadOnlySpan<float> outputs, Target target, float scale, Span<float> gradient)
    {
        float other = smoothing / outputs.Length;
        for (int i = 0; i < outputs.Length; i++)
            gradient[i] = (outputs[i] - other) * scale;
        gradient[target.Class] -= (1 - smoothing) * scale;
    }

    public override bool IsCorrect(ReadOnlySpan<float> outputs, Target target) =>
        Softmax.Decide(outputs) == target.Class;
}
