namespace MlPipeline.AutoTune.Storage;

/// <summary>What is expected of a study that is opened.</summary>
public enum StudyOpening
{
    /// <summary>That it is not there yet.</summary>
    Begin,

    /// <summary>That it is there, and has the same space.</summary>
    GoOn,

    /// <summary>Either: several processes that work on one study start in any order.</summary>
    BeginOrJoin,
}
