namespace MlPipeline.Network.Losses;

/// <summary>
/// <c>L = sum over i of log(1 + e^z) - t z</c>, which is binary cross-entropy on <c>p = sigmoid z</c> without its
/// overflow;
/// <c>dL/dz = p - t</c>. Targets are 0 or 1 an output.
/// </summary>
internal sealed class SigmoidCrossEntropy : Loss
{
    public static readonly SigmoidCrossEntropy Instance = new();

    public override bool TakesClasses => false;

    public override void Activate(Span<float> row)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] = 1 / (1 + MathF.Exp(-row[i]));
    }

    public override float Forward(Span<float> row, Target target)
    {
        float sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            float z = row[i];
            sum += MathF.Max(z, 0) - z * target.Values[i] + MathF.Log(1 + MathF.Exp(-MathF.Abs(z)));
        }
        Activate(row);
        return sum;
    }

    public override void Backward(ReadOnlySpan<float> outputs, Target target, float scale, Span<float> gradient)
    {
        for (int i = 0; i < outputs.Length; i++)
            gradient[i] = (outputs[i] - target.Values[i]) * scale;
    }

    public override bool IsCorrect(ReadOnlySpan<float> outputs, Target target)
    {
        for (int i = 0; i < outputs.Length; i++)
            if (outputs[i] > 0.5f != target.Values[i] > 0.5f)
                return false;
        return true;
    }
}
