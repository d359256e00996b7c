using MlPipeline.Network;

namespace MlPipeline.Estimators;

/// <summary>What a feedforward trainer of any task learned.</summary>
public interface IFeedForwardModel
{
    /// <summary>The network.</summary>
    FeedForwardNetwork Network { get; }

    /// <summary>The figures of every epoch; null for a model that was loaded.</summary>
    TrainingHistory? History { get; }
}
