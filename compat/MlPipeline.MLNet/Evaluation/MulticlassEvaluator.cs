using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads scored rows once and sums up. Rows without a label, or with one outside the scores, are left out.</summary>
internal sealed class MulticlassEvaluator
{
    // A class that got probability 0 costs this much, not infinity.
    private const double SmallestProbability = 1e-15;

    private readonly int _classes;
    private readonly double[][] _counts;
    private readonly double[] _classLoss;
    private readonly double[] _ranks;
    private double _rows, _loss;

    private MulticlassEvaluator(int classes)
    {
        _classes = classes;
        _counts = [.. Enumerable.Range(0, classes).Select(_ => new double[classes])];
        (_classLoss, _ranks) = (new double[classes], new double[classes]);
    }

    public static MulticlassClassificationMetrics Evaluate(IHostEnvironment env, IDataView data, string labelName, string scoreName, string predictedName, int topK)
    {
        DataViewSchema.Column label = EvaluationColumns.Find(env, data, labelName, "label"), score = EvaluationColumns.Find(env, data, scoreName, "score");
        DataViewSchema.Column predicted = EvaluationColumns.Find(env, data, predictedName, "predicted label");
        if (score.Type is not VectorDataViewType { Size: > 0, ItemType: var item } vector || !item.Equals(NumberDataViewType.Single))
            throw env.ExceptSchemaMismatch(nameof(data), "score", scoreName, "Vector of Single, known size", score.Type.ToString()!);
        EvaluationColumns.CheckLabel(env, label, "Single, Double or Key");
        EvaluationColumns.CheckLabel(env, predicted, "Single, Double or Key");
        if (topK < 0 || topK > vector.Size) throw env.ExceptParam(nameof(topK), $"Top-K prediction count is {topK}; give 0 to {vector.Size}.");

        var evaluator = new MulticlassEvaluator(vector.Size);
        evaluator.Read(data, label, score, predicted);
        return evaluator.Metrics(topK, EvaluationColumns.ClassNames(label, score, vector.Size));
    }

    private void Read(IDataView data, DataViewSchema.Column label, DataViewSchema.Column score, DataViewSchema.Column predicted)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([label, score, predicted]);
        ValueGetter<float> getLabel = RowCursorUtils.GetLabelGetter(cursor, label), getPredicted = RowCursorUtils.GetLabelGetter(cursor, predicted);
        ValueGetter<VBuffer<float>> getScore = cursor.GetGetter<VBuffer<float>>(score);
        VBuffer<float> buffer = default;
        float[] dense = new float[_classes];
        float truth = 0, guess = 0;
        while (cursor.MoveNext())
        {
            getLabel(ref truth);
            getPredicted(ref guess);
            getScore(ref buffer);
            if (!(truth >= 0 && truth < _classes) || truth != MathF.Floor(truth)) continue;
            buffer.CopyTo(dense);
            Add((int)truth, float.IsNaN(guess) ? -1 : (int)guess, dense);
        }
    }

    private void Add(int truth, int guess, ReadOnlySpan<float> scores)
    {
        double loss = -Math.Log(Math.Max(scores[truth], SmallestProbability));
        _rows++;
        _loss += loss;
        _classLoss[truth] += loss;
        if ((uint)guess < (uint)_classes) _counts[truth][guess]++;
        int above = 0;
        foreach (float score in scores)
            if (score > scores[truth])
                above++;
        _ranks[above]++;
    }

    private MulticlassClassificationMetrics Metrics(int topK, string[] names)
    {
        double[] totals = [.. _counts.Select(row => row.Sum())];
        double right = Enumerable.Range(0, _classes).Sum(i => _counts[i][i]);
        double macro = Enumerable.Range(0, _classes).Where(i => totals[i] > 0).Select(i => _counts[i][i] / totals[i]).DefaultIfEmpty(double.NaN).Average();
        double prior = -totals.Where(total => total > 0).Sum(total => total / _rows * Math.Log(total / _rows));
        double logLoss = _loss / _rows;
        double cumulated = 0;
        double[] topKAccuracies = topK == 0 ? [] : [.. _ranks.Select(count => (cumulated += count) / _rows)];
        double[] perClass = [.. _classLoss.Select((loss, i) => totals[i] > 0 ? loss / totals[i] : 0)];
        return new MulticlassClassificationMetrics(logLoss, (prior - logLoss) / prior, perClass, topK, topKAccuracies, new ConfusionMatrix(_counts, names, isBinary: false), right / _rows, macro);
    }
}
