namespace MlPipeline.AutoTune.Storage;

/// <summary>Says whether a study that is opened must exist.</summary>
public enum StudyMode
{
    /// <summary>Creates the study; it is an error if it exists.</summary>
    Create,

    /// <summary>Resumes a study that exists and has the same space.</summary>
    Resume,

    /// <summary>Creates the study, or joins it if another process has created it.</summary>
    CreateOrJoin,
}
