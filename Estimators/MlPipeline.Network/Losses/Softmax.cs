using System.Numerics.Tensors;

namespace MlPipeline.Network.Losses;

/// <summary><c>p[i] = e^z[i] / sum over j of e^z[j]</c>, shifted by the largest logit so that nothing overflows.</summary>
internal static class Softmax
{
    /// <summary>Replaces logits by probabilities; returns <c>log sum over j of e^z[j]</c>, NaN if a logit is.</summary>
    public static float Apply(Span<float> row)
    {
        float max = TensorPrimitives.Max(row);
        TensorPrimitives.Subtract(row, max, row);
        TensorPrimitives.Exp(row, row);
        float sum = 0;
        foreach (float e in row) sum += e;
        TensorPrimitives.Divide(row, sum, row);
        return max + MathF.Log(sum);
    }

    /// <summary>The most probable class; the first of equals.</summary>
    public static int Decide(ReadOnlySpan<float> probabilities) => TensorPrimitives.IndexOfMax(probabilities);
}
