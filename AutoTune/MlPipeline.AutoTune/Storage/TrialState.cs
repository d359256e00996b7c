namespace MlPipeline.AutoTune.Storage;

/// <summary>How far a trial is.</summary>
public enum TrialState
{
    /// <summary>
    /// Some process is at it; or was, if that process is gone, and the trial waits for being run again.
    /// </summary>
    Running,

    /// <summary>Ran to its last epoch.</summary>
    Complete,

    /// <summary>Stopped early by the pruner; its metric is that of its last epoch.</summary>
    Pruned,

    /// <summary>Threw an exception.</summary>
    Failed,

    /// <summary>Its loss became NaN or infinite.</summary>
    Diverged,

    /// <summary>Skipped by the user, or cut off because the budget was spent.</summary>
    Cancelled,
}
