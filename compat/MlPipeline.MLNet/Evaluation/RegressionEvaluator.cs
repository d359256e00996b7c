using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads scored rows once and sums up. Rows without a label are left out.</summary>
internal static class RegressionEvaluator
{
    public static RegressionMetrics Evaluate(IHostEnvironment env, IDataView data, string labelName, string scoreName)
    {
        DataViewSchema.Column label = EvaluationColumns.Find(env, data, labelName, "label"), score = EvaluationColumns.Find(env, data, scoreName, "score");
        if (!label.Type.Equals(NumberDataViewType.Single) && !label.Type.Equals(NumberDataViewType.Double))
            throw env.ExceptSchemaMismatch(nameof(data), "label", labelName, "Single or Double", label.Type.ToString()!);
        EvaluationColumns.CheckNumber(env, score, "score");

        using DataViewRowCursor cursor = data.GetRowCursor([label, score]);
        ValueGetter<float> getLabel = RowCursorUtils.GetNumberGetter(cursor, label), getScore = cursor.GetGetter<float>(score);
        double rows = 0, absolute = 0, squared = 0, loss = 0, labels = 0, labelSquares = 0;
        float truth = 0, guess = 0;
        while (cursor.MoveNext())
        {
            getLabel(ref truth);
            getScore(ref guess);
            if (float.IsNaN(truth) || float.IsNaN(guess)) continue;
            double error = (double)truth - guess;
            float single = truth - guess;
            rows++;
            absolute += Math.Abs(error);
            squared += error * error;
            // ML.NET squares these two in single precision.
            loss += single * single;
            labelSquares += truth * truth;
            labels += truth;
        }
        double mean = labels / rows, variance = labelSquares / rows - mean * mean;
        return new RegressionMetrics(absolute / rows, squared / rows, loss / rows, 1 - squared / rows / variance);
    }
}
