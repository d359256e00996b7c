namespace MlPipeline.Network;

/// <summary>A checkpoint cannot be resumed; the message says why and what to do.</summary>
public sealed class CheckpointException : InvalidOperationException
{
    internal CheckpointException(string message, Exception? inner = null)
        : base(message, inner) { }
}
