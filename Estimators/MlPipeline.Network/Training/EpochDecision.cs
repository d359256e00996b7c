namespace MlPipeline.Network;

/// <summary>What a callback wants after an epoch.</summary>
public enum EpochDecision
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>End the training here, as if it had been its last epoch.</summary>
    Stop,
}
