namespace MlPipeline.Reports;

/// <summary>The predictions of a classifier on rows whose class is known.</summary>
public sealed record Classification
{
    /// <summary>The classes, in the order of the matrix.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Rows by true class, then predicted class.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> ConfusionMatrix { get; init; }

    /// <summary>Precision, recall and F1 of each class, in their order.</summary>
    public required IReadOnlyList<ClassFigures> Classes { get; init; }

    /// <summary>Pairs of a true and another predicted class, the most frequent first.</summary>
    public required IReadOnlyList<Confusion> Confusions { get; init; }

    /// <summary>The calibration of the probabilities; null if there are none.</summary>
    public Calibration? Calibration { get; init; }
}

/// <summary>Precision, recall and F1 of a class.</summary>
/// <param name="Name">The class.</param>
/// <param name="Rows">Rows of the class.</param>
/// <param name="Precision">Share of the rows predicted as this class that are; null if none was predicted.</param>
/// <param name="Recall">Share of the class's rows that were predicted as it; null if it has none.</param>
/// <param name="F1">Harmonic mean of precision and recall; null if either is null.</param>
public sealed record ClassFigures(string Name, long Rows, double? Precision, double? Recall, double? F1);

/// <summary>How often one class was taken for another.</summary>
/// <param name="TrueName">The true class of the rows.</param>
/// <param name="PredictedName">The predicted class.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="Share">The share of the rows of the true class, 0 to 1.</param>
public sealed record Confusion(string TrueName, string PredictedName, long Count, double Share);

/// <summary>Whether rows predicted with a probability of p are right in a share p of the cases.</summary>
/// <param name="ExpectedError">
/// Expected calibration error: mean over the rows of |accuracy - confidence| of their bin (Guo, Pleiss, Sun and
/// Weinberger, On Calibration of Modern Neural Networks, 2017).
/// </param>
/// <param name="Bins">Bins of equal width, those without rows too.</param>
public sealed record Calibration(double ExpectedError, IReadOnlyList<CalibrationBin> Bins);

/// <summary>
/// The rows whose predicted class has a probability from <paramref name="Lower"/> to <paramref name="Upper"/>.
/// </summary>
/// <param name="Lower">The lower end; exclusive except in the first bin.</param>
/// <param name="Upper">The upper end, inclusive.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="Confidence">Their mean probability; null if there is no row.</param>
/// <param name="Accuracy">The share that is right; null if there is no row.</param>
public sealed record CalibrationBin(double Lower, double Upper, long Count, double? Confidence, double? Accuracy);
