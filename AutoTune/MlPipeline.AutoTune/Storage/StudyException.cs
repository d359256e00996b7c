namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// A study that cannot be opened, read or written: the message is one sentence that says what was wrong, where, and
/// what to do.
/// </summary>
public sealed class StudyException : IOException
{
    /// <summary>With the sentence.</summary>
    public StudyException(string message)
        : base(message) { }

    /// <summary>With the sentence and its cause.</summary>
    public StudyException(string message, Exception innerException)
        : base(message, innerException) { }
}
