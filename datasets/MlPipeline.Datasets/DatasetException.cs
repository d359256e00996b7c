namespace MlPipeline.Datasets;

/// <summary>
/// A data set that cannot be read: the message is one sentence that says what was wrong, where, and what to do.
/// </summary>
public sealed class DatasetException : IOException
{
    /// <summary>With the sentence.</summary>
    public DatasetException(string message)
        : base(message) { }

    /// <summary>With the sentence and its cause.</summary>
    public DatasetException(string message, Exception innerException)
        : base(message, innerException) { }
}
