namespace Microsoft.ML.Runtime;

/// <summary>A message sent on a channel.</summary>
public readonly struct ChannelMessage
{
    /// <summary>How important it is.</summary>
    public readonly ChannelMessageKind Kind;

    /// <summary>What it may disclose.</summary>
    public readonly MessageSensitivity Sensitivity;

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string message) =>
        (Kind, Sensitivity, Message) = (kind, sensitivity, message);

    /// <summary>The text.</summary>
    public string Message { get; }
}
