namespace MlPipeline.Reports;

/// <summary>
/// Summarizes the predictions of a classifier: confusion matrix, figures of each class, most frequent confusions,
/// calibration and most confident errors.
/// </summary>
public sealed class ClassificationAnalysis
{
    /// <summary>The number of bins of the calibration.</summary>
    public const int Bins = 10;

    private readonly IReadOnlyList<string> _names;
    private readonly long[][] _matrix;
    private readonly long[] _binCounts = new long[Bins];
    private readonly long[] _binCorrect = new long[Bins];
    private readonly double[] _binConfidence = new double[Bins];
    private readonly PriorityQueue<WrongRow, double> _mostConfident = new();
    private readonly int _errors;
    private int _rows;

    /// <summary>Creates an analysis without rows.</summary>
    /// <param name="classNames">The classes, in the order of the scores.</param>
    /// <param name="errors">How many of the most confident errors to keep.</param>
    public ClassificationAnalysis(IReadOnlyList<string> classNames, int errors = 0)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(classNames.Count, 1, nameof(classNames));
        ArgumentOutOfRangeException.ThrowIfNegative(errors);
        _names = classNames;
        _errors = errors;
        _matrix = [.. classNames.Select(_ => new long[classNames.Count])];
    }

    /// <summary>A row that was classified wrongly.</summary>
    /// <param name="Row">The index of the row, from 0.</param>
    /// <param name="TrueClass">The index of its class, from 0.</param>
    /// <param name="PredictedClass">The index of the predicted class, from 0.</param>
    /// <param name="Probability">The probability of the predicted class.</param>
    /// <param name="TrueProbability">The probability of the true class.</param>
    public sealed record WrongRow(
        int Row,
        int TrueClass,
        int PredictedClass,
        double Probability,
        double TrueProbability
    );

    /// <summary>
    /// Gets the errors with the highest probability, highest first; among equals the earlier row comes first.
    /// </summary>
    public IReadOnlyList<WrongRow> MostConfidentErrors =>
        [
            .. _mostConfident
                .UnorderedItems.Select(item => item.Element)
                .OrderByDescending(wrong => wrong.Probability)
                .ThenBy(wrong => wrong.Row),
        ];

    /// <summary>Adds the next row.</summary>
    /// <param name="trueClass">The index of its class, from 0.</param>
    /// <param name="probabilities">One per class; the first of the highest is the predicted class.</param>
    public void Add(int trueClass, ReadOnlySpan<float> probabilities)
    {
        if (probabilities.Length != _names.Count)
            throw new ArgumentException(
                $"There are {probabilities.Length} probabilities for {_names.Count} classes.",
                nameof(probabilities)
            );
        ArgumentOutOfRangeException.ThrowIfNegative(trueClass);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(trueClass, _names.Count);
        int predicted = 0;
        for (int i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[predicted])
                predicted = i;

        double confidence = probabilities[predicted];
        _matrix[trueClass][predicted]++;
        // In single precision, where 0.8 * 10 is 8: widened first, 0.8 would lie above its bin.
        int bin = Math.Clamp((int)MathF.Ceiling(probabilities[predicted] * Bins) - 1, 0, Bins - 1);
        _binCounts[bin]++;
        _binConfidence[bin] += confidence;
        if (predicted == trueClass)
            _binCorrect[bin]++;
        else
            Keep(new WrongRow(_rows, trueClass, predicted, confidence, probabilities[trueClass]));
        _rows++;
    }

    /// <summary>Summarizes the rows that were added so far.</summary>
    public Classification Summarize() =>
        new()
        {
            ClassNames = _names,
            ConfusionMatrix = [.. _matrix.Select(row => (IReadOnlyList<long>)[.. row])],
            Classes = [.. _names.Select((_, i) => FiguresOf(i))],
            Confusions = Confusions(),
            Calibration = Calibrate(),
        };

    private void Keep(WrongRow wrong)
    {
        if (_errors == 0)
            return;
        // Rows come in order, so a later row with the same probability is not kept.
        if (_mostConfident.Count < _errors)
            _mostConfident.Enqueue(wrong, wrong.Probability);
        else if (wrong.Probability > _mostConfident.Peek().Probability)
            _mostConfident.EnqueueDequeue(wrong, wrong.Probability);
    }

    private ClassFigures FiguresOf(int i)
    {
        long rows = _matrix[i].Sum();
        long predicted = _matrix.Sum(row => row[i]);
        long correct = _matrix[i][i];
        double? precision = predicted > 0 ? (double)correct / predicted : null;
        double? recall = rows > 0 ? (double)correct / rows : null;
        // 2PR / (P + R) = 2 correct / (rows + predicted)
        double? f1 = precision == null || recall == null ? null : 2.0 * correct / (rows + predicted);
        return new ClassFigures(_names[i], rows, precision, recall, f1);
    }

    private List<Confusion> Confusions()
    {
        IEnumerable<Confusion> all =
            from truth in Enumerable.Range(0, _names.Count)
            from predicted in Enumerable.Range(0, _names.Count)
            let count = _matrix[truth][predicted]
            where truth != predicted && count > 0
            select new Confusion(_names[truth], _names[predicted], count, (double)count / _matrix[truth].Sum());
        return [.. all.OrderByDescending(pair => pair.Count).ThenByDescending(pair => pair.Share)];
    }

    private Calibration Calibrate()
    {
        var bins = new CalibrationBin[Bins];
        double error = 0;
        for (int i = 0; i < Bins; i++)
        {
            long count = _binCounts[i];
            double? confidence = count > 0 ? _binConfidence[i] / count : null;
            double? accuracy = count > 0 ? (double)_binCorrect[i] / count : null;
            bins[i] = new CalibrationBin((double)i / Bins, (i + 1.0) / Bins, count, confidence, accuracy);
            if (count > 0)
                error += (double)count / _rows * Math.Abs(accuracy!.Value - confidence!.Value);
        }
        return new Calibration(error, bins);
    }
}
