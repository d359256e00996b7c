namespace MlPipeline.Estimators;

/// <summary>
/// How a regression's labels are scaled: a network learns <c>(label - Mean) / Deviation</c>, which has mean 0 and
/// variance 1 over the training rows, and its outputs are scaled back.
/// </summary>
/// <param name="Mean">The mean of the labels, in their unit.</param>
/// <param name="Deviation">Their standard deviation, above 0; 1 where all labels are equal.</param>
public readonly record struct LabelScale(double Mean, double Deviation)
{
    /// <summary>Leaves labels as they are.</summary>
    internal static LabelScale None { get; } = new(0, 1);

    internal float Apply(float label) => (float)((label - Mean) / Deviation);

    internal float Undo(float output) => (float)((output * Deviation) + Mean);
}
