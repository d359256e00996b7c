namespace MlPipeline.Network;

/// <summary>A step of a learning-rate range test.</summary>
/// <param name="LearningRate">The step's learning rate.</param>
/// <param name="Loss">Mean loss of its mini-batch, before the step.</param>
/// <param name="SmoothedLoss">The moving average of the losses so far, corrected for its start.</param>
public readonly record struct LearningRatePoint(double LearningRate, double Loss, double SmoothedLoss);

/// <summary>What a learning-rate range test found.</summary>
/// <param name="Points">Its steps, by rising learning rate; it ends early where the loss explodes.</param>
/// <param name="Suggestion">The learning rate around which the loss falls fastest; null where it never falls.</param>
public sealed record LearningRateRange(IReadOnlyList<LearningRatePoint> Points, double? Suggestion);
