using System.Numerics;
using System.Numerics.Tensors;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Network.Losses;

/// <summary>
/// <c>p[i] = e^z[i] / sum over j of e^z[j]</c>, shifted by the largest logit so that nothing overflows.
/// </summary>
internal static class Softmax
{
    /// <summary>Replaces logits by probabilities; returns <c>log sum over j of e^z[j]</c>, NaN if a logit is.</summary>
    public static float ApplyWithLog(Span<float> row)
    {
        (float max, float sum) = Exponentials(row);
        Scale(row, 1 / sum);
        return max + MathF.Log(sum);
    }

    /// <summary>Replaces logits by probabilities.</summary>
    public static void Apply(Span<float> row) => Scale(row, 1 / Exponentials(row).Sum);

    /// <summary>The most probable class; the first of equals.</summary>
    public static int Decide(ReadOnlySpan<float> probabilities) => TensorPrimitives.IndexOfMax(probabilities);

    // Rows are short, ten classes or so: calls into a library would cost more than the arithmetic.
    private static (float Max, float Sum) Exponentials(Span<float> row)
    {
        // Max of a NaN is NaN, and goes on from there to all probabilities.
        float max = row[0];
        foreach (float z in row)
            max = MathF.Max(max, z);
        var shift = new Vector<float>(max);
        int width = Vector<float>.Count;
        int whole = row.Length / width * width;
        for (int i = 0; i < whole; i += width)
            Exponential(new Vector<float>(row[i..]) - shift).CopyTo(row[i..]);
        if (whole < row.Length)
        {
            Span<float> rest = stackalloc float[width];
            rest.Clear();
            row[whole..].CopyTo(rest);
            Exponential(new Vector<float>(rest) - shift).CopyTo(rest);
            rest[..(row.Length - whole)].CopyTo(row[whole..]);
        }
        float sum = 0;
        foreach (float e in row)
            sum += e;
        return (max, sum);
    }

    // What is below e^-80 is 0: smaller ones would be subnormal after division, and slow in every product they enter.
    private static Vector<float> Exponential(Vector<float> x)
    {
        const float Least = -80;
        Vector<float> e = VectorMath.Exp(Vector.Max(x, new Vector<float>(Least)));
        return Vector.ConditionalSelect(Vector.LessThan(x, new Vector<float>(Least)), Vector<float>.Zero, e);
    }

    private static void Scale(Span<float> row, float factor)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] *= factor;
    }
}
