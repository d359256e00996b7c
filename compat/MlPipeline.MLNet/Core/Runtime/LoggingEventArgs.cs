using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A message of the <see cref="MLContext.Log"/> event.</summary>
public class LoggingEventArgs : EventArgs
{
    /// <summary>With a text only.</summary>
    public LoggingEventArgs(string message)
        : this(message, ChannelMessageKind.Trace, string.Empty) => Message = message;

    /// <summary>With its source and kind.</summary>
    public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
    {
        (RawMessage, Kind, Source) = (message, kind, source);
        Message = $"[Source={source}, Kind={kind}] {message}";
    }

    /// <summary>The text, with source and kind in front.</summary>
    public string Message { get; }

    /// <summary>The text as it was sent.</summary>
    public string RawMessage { get; }

    /// <summary>How important it is.</summary>
    public ChannelMessageKind Kind { get; }

    /// <summary>The component and channel it comes from.</summary>
    public string Source { get; }
}
