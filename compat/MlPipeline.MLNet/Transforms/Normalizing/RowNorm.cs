using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>
/// scale · (x − m) / ‖x − m‖, where m is the row's mean or zero. A row whose norm is next to nothing is only shifted and scaled.
/// </summary>
internal sealed record RowNorm(
    string Name, string InputName, LpNormNormalizingEstimatorBase.NormFunction Norm, bool EnsureZeroMean, float Scale)
{
    private const double SmallestNorm = 1e-8;

    public void Map(in VBuffer<float> source, ref VBuffer<float> destination)
    {
        ReadOnlySpan<float> values = source.GetValues();
        int zeros = source.Length - values.Length;
        double mean = EnsureZeroMean && source.Length > 0 ? Sum(values) / source.Length : 0;
        double norm = NormOf(values, zeros, mean);
        float factor = (float)(norm < SmallestNorm ? Scale : Scale / norm);
        float shift = (float)mean;

        bool sparse = !source.IsDense && shift == 0;
        VBufferEditor<float> editor = VBufferEditor.Create(ref destination, source.Length, sparse ? values.Length : source.Length);
        if (sparse)
            source.GetIndices().CopyTo(editor.Indices);
        else if (!source.IsDense)
            editor.Values.Fill(-shift * factor);

        bool scatter = !sparse && !source.IsDense;
        ReadOnlySpan<int> indices = source.GetIndices();
        for (int i = 0; i < values.Length; i++)
            editor.Values[scatter ? indices[i] : i] = (values[i] - shift) * factor;
        destination = editor.Commit();
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return sum;
    }

    private double NormOf(ReadOnlySpan<float> values, int zeros, double mean)
    {
        double sum = 0;
        double largest = zeros > 0 ? Math.Abs(mean) : 0;
        double squares = zeros * mean * mean;
        foreach (float value in values)
        {
            double deviation = Math.Abs(value - mean);
            sum += deviation;
            squares += deviation * deviation;
            largest = Math.Max(largest, deviation);
        }

        return Norm switch
        {
            LpNormNormalizingEstimatorBase.NormFunction.L1 => sum + (zeros * Math.Abs(mean)),
            LpNormNormalizingEstimatorBase.NormFunction.Infinity => largest,
            LpNormNormalizingEstimatorBase.NormFunction.StandardDeviation => Math.Sqrt(squares / Math.Max(1, values.Length + zeros)),
            _ => Math.Sqrt(squares),
        };
    }
}
