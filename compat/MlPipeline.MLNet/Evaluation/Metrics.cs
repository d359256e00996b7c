namespace Microsoft.ML.Data;

/// <summary>How good predictions of one of several classes are.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics(double logLoss, double logLossReduction, double[] perClassLogLoss, int topKPredictionCount, double[] topKAccuracies, ConfusionMatrix confusionMatrix, double micro, double macro)
    {
        (LogLoss, LogLossReduction, PerClassLogLoss, ConfusionMatrix) = (logLoss, logLossReduction, perClassLogLoss, confusionMatrix);
        (MicroAccuracy, MacroAccuracy, TopKPredictionCount) = (micro, macro, topKPredictionCount);
        TopKAccuracyForAllK = topKAccuracies;
        TopKAccuracy = topKPredictionCount > 0 ? topKAccuracies[Math.Min(topKPredictionCount, topKAccuracies.Length) - 1] : 0;
    }

    /// <summary>Mean of -ln of the score of the true class.</summary>
    public double LogLoss { get; }

    /// <summary>How much lower <see cref="LogLoss"/> is than that of always predicting the classes' shares: 1 is perfect, 0 no gain.</summary>
    public double LogLossReduction { get; }

    /// <summary>Mean over the classes of the share of their rows predicted right.</summary>
    public double MacroAccuracy { get; }

    /// <summary>The share of rows predicted right.</summary>
    public double MicroAccuracy { get; }

    /// <summary>The share of rows whose class is among the <see cref="TopKPredictionCount"/> with the highest scores.</summary>
    public double TopKAccuracy { get; }

    /// <summary>The K of <see cref="TopKAccuracy"/>; 0 where it was not asked for.</summary>
    public int TopKPredictionCount { get; }

    /// <summary>Top-K accuracy for K = 1, 2, ...</summary>
    public IReadOnlyList<double> TopKAccuracyForAllK { get; }

    /// <summary><see cref="LogLoss"/> of the rows of each class.</summary>
    public IReadOnlyList<double> PerClassLogLoss { get; }

    /// <summary>Which class was predicted as which.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }
}

/// <summary>How good predictions of yes or no are.</summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(double auc, double auprc, ConfusionMatrix confusionMatrix)
    {
        (AreaUnderRocCurve, AreaUnderPrecisionRecallCurve, ConfusionMatrix) = (auc, auprc, confusionMatrix);
        double right = confusionMatrix.Counts[0][0] + confusionMatrix.Counts[1][1], all = confusionMatrix.Counts.Sum(row => row.Sum());
        Accuracy = right / all;
        (PositivePrecision, NegativePrecision) = (confusionMatrix.PerClassPrecision[0], confusionMatrix.PerClassPrecision[1]);
        (PositiveRecall, NegativeRecall) = (confusionMatrix.PerClassRecall[0], confusionMatrix.PerClassRecall[1]);
        F1Score = 2 * PositivePrecision * PositiveRecall / (PositivePrecision + PositiveRecall);
    }

    /// <summary>The chance that a positive row scores above a negative one; ties count half.</summary>
    public double AreaUnderRocCurve { get; }

    /// <summary>The share of rows predicted right.</summary>
    public double Accuracy { get; }

    /// <summary>Of the rows predicted positive, the share that is.</summary>
    public double PositivePrecision { get; }

    /// <summary>Of the positive rows, the share predicted so.</summary>
    public double PositiveRecall { get; }

    /// <summary>Of the rows predicted negative, the share that is.</summary>
    public double NegativePrecision { get; }

    /// <summary>Of the negative rows, the share predicted so.</summary>
    public double NegativeRecall { get; }

    /// <summary>Harmonic mean of <see cref="PositivePrecision"/> and <see cref="PositiveRecall"/>.</summary>
    public double F1Score { get; }

    /// <summary>Area under the curve of precision over recall, by trapezoids.</summary>
    public double AreaUnderPrecisionRecallCurve { get; }

    /// <summary>Which was predicted as which; positive comes first.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }

    internal BinaryClassificationMetrics WithoutProbabilities() => new(AreaUnderRocCurve, AreaUnderPrecisionRecallCurve, ConfusionMatrix);
}

/// <summary>How good predictions of yes or no are that come with a probability.</summary>
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(double auc, double auprc, ConfusionMatrix confusionMatrix, double logLoss, double entropy)
        : base(auc, auprc, confusionMatrix) => (LogLoss, Entropy, LogLossReduction) = (logLoss, entropy, (entropy - logLoss) / entropy);

    /// <summary>Mean of -log2 of the probability of the true class.</summary>
    public double LogLoss { get; }

    /// <summary>How much lower <see cref="LogLoss"/> is than <see cref="Entropy"/>: 1 is perfect, 0 no gain.</summary>
    public double LogLossReduction { get; }

    /// <summary>The log loss of always predicting the share of positives.</summary>
    public double Entropy { get; }
}

/// <summary>How good predictions of numbers are.</summary>
public sealed class RegressionMetrics
{
    internal RegressionMetrics(double absolute, double squared, double loss, double rSquared)
    {
        (MeanAbsoluteError, MeanSquaredError, LossFunction, RSquared) = (absolute, squared, loss, rSquared);
        RootMeanSquaredError = Math.Sqrt(squared);
    }

    /// <summary>Mean of |label - score|.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>Mean of (label - score)².</summary>
    public double MeanSquaredError { get; }

    /// <summary>Root of <see cref="MeanSquaredError"/>.</summary>
    public double RootMeanSquaredError { get; }

    /// <summary>Mean of the loss the trainer minimizes: squared error.</summary>
    public double LossFunction { get; }

    /// <summary>The share of the labels' variance that is explained.</summary>
    public double RSquared { get; }
}
