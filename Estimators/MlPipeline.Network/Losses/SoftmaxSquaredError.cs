namespace MlPipeline.Network.Losses;

/// <summary>
/// <c>L = sum over i of (p[i] - t[i])²</c> on softmax outputs; with <c>g = 2 (p - t)</c>,
/// <c>dL/dz[i] = p[i] (g[i] - sum over j of g[j] p[j])</c>.
/// </summary>
internal sealed class SoftmaxSquaredError : Loss
{
    public static readonly SoftmaxSquaredError Instance = new();

    public override bool TakesClasses => true;

    public override void Activate(Span<float> row) => Softmax.Apply(row);

    public override float Forward(Span<float> row, Target target)
    {
        Softmax.Apply(row);
        float sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            float error = row[i] - (i == target.Class ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }

    public override void Backward(ReadOnlySpan<float> outputs, Target target, float scale, Span<float> gradient)
    {
        float weighted = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            gradient[i] = 2 * scale * (outputs[i] - (i == target.Class ? 1 : 0));
            weighted += gradient[i] * outputs[i];
        }
        for (int i = 0; i < outputs.Length; i++)
            gradient[i] = outputs[i] * (gradient[i] - weighted);
    }

    public override bool IsCorrect(ReadOnlySpan<float> outputs, Target target) =>
        Softmax.Decide(outputs) == target.Class;
}
