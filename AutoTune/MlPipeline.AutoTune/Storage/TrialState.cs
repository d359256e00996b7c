namespace MlPipeline.AutoTune.Storage;

/// <summary>The state of a trial.</summary>
public enum TrialState
{
    /// <summary>
    /// A process runs it; if that process has ended, the trial waits to be run again.
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
