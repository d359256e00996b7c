namespace Microsoft.ML.Runtime;

/// <summary>How important a message is.</summary>
public enum ChannelMessageKind
{
    /// <summary>Detail.</summary>
    Trace = 0,

    /// <summary>Worth knowing.</summary>
    Info = 1,

    /// <summary>Perhaps wrong.</summary>
    Warning = 2,

    /// <summary>Wrong.</summary>
    Error = 3,
}
