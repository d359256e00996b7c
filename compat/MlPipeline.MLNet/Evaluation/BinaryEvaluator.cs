using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads scored rows once and sums up. Rows without a label are left out.</summary>
internal static class BinaryEvaluator
{
    private static readonly string[] Names = ["positive", "negative"];

    public static CalibratedBinaryClassificationMetrics Evaluate(IHostEnvironment env, IDataView data, string labelName, string scoreName, string? probabilityName, string predictedName)
    {
        DataViewSchema.Column label = EvaluationColumns.Find(env, data, labelName, "label"), score = EvaluationColumns.Find(env, data, scoreName, "score");
        DataViewSchema.Column predicted = EvaluationColumns.Find(env, data, predictedName, "predicted label");
        DataViewSchema.Column? probability = probabilityName == null ? null : EvaluationColumns.Find(env, data, probabilityName, "probability");
        if (label.Type is not BooleanDataViewType) EvaluationColumns.CheckLabel(env, label, "Boolean, Single, Double or Key");
        if (predicted.Type is not BooleanDataViewType) throw env.ExceptSchemaMismatch(nameof(data), "predicted label", predictedName, "Boolean", predicted.Type.ToString()!);
        EvaluationColumns.CheckNumber(env, score, "score");
        if (probability is { } column) EvaluationColumns.CheckNumber(env, column, "probability");

        List<(float Score, bool Truth)> scored = [];
        double[][] counts = [new double[2], new double[2]];
        double loss = 0;
        using (DataViewRowCursor cursor = data.GetRowCursor(new[] { label, score, predicted }.Concat(probability is { } p ? [p] : [])))
        {
            ValueGetter<float> getLabel = RowCursorUtils.GetLabelGetter(cursor, label), getScore = cursor.GetGetter<float>(score);
            ValueGetter<bool> getPredicted = cursor.GetGetter<bool>(predicted);
            ValueGetter<float>? getProbability = probability is { } q ? cursor.GetGetter<float>(q) : null;
            float labelValue = 0, scoreValue = 0, probabilityValue = 0;
            bool guess = false;
            while (cursor.MoveNext())
            {
                getLabel(ref labelValue);
                getScore(ref scoreValue);
                getPredicted(ref guess);
                if (float.IsNaN(labelValue) || float.IsNaN(scoreValue)) continue;
                bool truth = labelValue > 0;
                scored.Add((scoreValue, truth));
                counts[truth ? 0 : 1][guess ? 0 : 1]++;
                if (getProbability == null) continue;
                getProbability(ref probabilityValue);
                loss -= Math.Log2(truth ? probabilityValue : 1.0 - probabilityValue);
            }
        }
        double positive = counts[0].Sum(), all = scored.Count;
        (double auc, double auprc) = Curves(scored);
        return new CalibratedBinaryClassificationMetrics(auc, auprc, new ConfusionMatrix(counts, Names, isBinary: true), loss / all, Entropy(positive / all));
    }

    private static double Entropy(double share) => share is <= 0 or >= 1 ? 0 : -share * Math.Log2(share) - (1 - share) * Math.Log2(1 - share);

    private static (double Roc, double PrecisionRecall) Curves(List<(float Score, bool Truth)> rows)
    {
        double positives = rows.Count(row => row.Truth), negatives = rows.Count - positives;
        (float Score, bool Truth)[] ordered = [.. rows.OrderByDescending(row => row.Score)];
        double above = 0, pairs = 0, area = 0, lastRecall = 0, lastPrecision = 0;
        for (int i = 0, end; i < ordered.Length; i = end)
        {
            // Rows of one score come together: their pairs count half. The other curve takes them one by one.
            double before = above;
            for (end = i; end < ordered.Length && ordered[end].Score == ordered[i].Score; end++)
            {
                if (ordered[end].Truth) above++;
                double recall = above / positives, precision = above / (end + 1);
                if (end == 0) lastPrecision = precision;
                area += (recall - lastRecall) * (precision + lastPrecision) / 2;
                (lastRecall, lastPrecision) = (recall, precision);
            }
            pairs += (end - i - (above - before)) * (before + above) / 2;
        }
        return (pairs / (positives * negatives), area);
    }
}
