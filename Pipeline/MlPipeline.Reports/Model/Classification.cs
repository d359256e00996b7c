namespace MlPipeline.Reports;

/// <summary>What a classifier says of rows whose class is known.</summary>
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

    /// <summary>How far probabilities can be trusted; null where there are none.</summary>
    public Calibration? Calibration { get; init; }
}

/// <summary>How well a class is found.</summary>
/// <param name="Name">The class.</param>
/// <param name="Rows">Rows of the class.</param>
/// <param name="Precision">Share of the rows predicted as this class that are; null where none was predicted.</param>
/// <param name="Recall">Share of the class's rows that were predicted as it; null where it has none.</param>
/// <param name="F1">Harmonic mean of precision and recall; null where either is.</param>
public sealed record ClassFigures(string Name, long Rows, double? Precision, double? Recall, double? F1);

/// <summary>How often one class was taken for another.</summary>
/// <param name="TrueName">What the rows are.</param>
/// <param name="PredictedName">What they were taken for.</param>
/// <param name="Count">How many.</param>
/// <param name="Share">Of all rows of the true class, 0 to 1.</param>
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
/// <param name="Lower">Exclusive, but for the first bin.</param>
/// <param name="Upper">Inclusive.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Confidence">Their mean probability; null where there is no row.</param>
/// <param name="Accuracy">The share that is right; null where there is no row.</param>
public sealed record CalibrationBin(double Lower, double Upper, long Count, double? Confidence, double? Accuracy);
