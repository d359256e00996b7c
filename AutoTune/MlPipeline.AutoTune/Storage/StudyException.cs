namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// Thrown if a study cannot be opened, read or written. The message is one sentence that says what was wrong, where,
/// and
/// what to do.
/// </summary>
public sealed class StudyException : IOException
{
    /// <summary>Creates an exception with a message.</summary>
    public StudyException(string message)
        : base(message) { }

    /// <summary>Creates an exception with a message and its cause.</summary>
    public StudyException(string message, Exception innerException)
        : base(message, innerException) { }
}
