namespace MlPipeline.Network.Losses;

/// <summary><c>L = sum over i of (y[i] - t[i])²</c> on linear outputs; <c>dL/dy = 2 (y - t)</c>.</summary>
internal sealed class SquaredError : Loss
{
    public static readonly SquaredError Instance = new();

    public override bool TakesClasses => false;

    public override bool HasAccuracy => false;

    public override void Activate(Span<float> row) { }

    public override float Forward(Span<float> row, Target target)
    {
        float sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            float error = row[i] - target.Values[i];
            sum += error * error;
        }
        return sum;
    }

    public override void Backward(ReadOnlySpan<float> outputs, Target target, float scale, Span<float> gradient)
    {
        for (int i = 0; i < outputs.Length; i++)
            gradient[i] = 2 * scale * (outputs[i] - target.Values[i]);
    }

    public override bool IsCorrect(ReadOnlySpan<float> outputs, Target target) => false;
}
