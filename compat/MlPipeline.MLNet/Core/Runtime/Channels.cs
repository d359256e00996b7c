namespace Microsoft.ML.Runtime;

/// <summary>What a message may disclose.</summary>
[Flags]
public enum MessageSensitivity
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Values of the data.</summary>
    UserData = 1,

    /// <summary>Names of columns, slots or classes.</summary>
    Schema = 2,

    /// <summary>Anything.</summary>
    Unknown = ~0,

    /// <summary>All of these.</summary>
    All = ~0,
}

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

/// <summary>Marks exceptions with where they come from.</summary>
public interface IExceptionContext
{
    /// <summary>Where.</summary>
    string ContextDescription { get; }

    /// <summary>Marks an exception; returns it.</summary>
    TException Process<TException>(TException ex) where TException : Exception;
}

/// <summary>Takes messages.</summary>
public interface IPipe<TMessage> : IExceptionContext, IDisposable
{
    /// <summary>Sends one.</summary>
    void Send(TMessage msg);
}

/// <summary>Takes text messages.</summary>
public interface IChannel : IPipe<ChannelMessage>
{
    /// <summary>Sends detail.</summary>
    void Trace(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends detail.</summary>
    void Trace(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends an error.</summary>
    void Error(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends an error.</summary>
    void Error(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends a warning.</summary>
    void Warning(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends a warning.</summary>
    void Warning(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends what is worth knowing.</summary>
    void Info(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends what is worth knowing.</summary>
    void Info(MessageSensitivity sensitivity, string fmt, params object[] args);
}

/// <summary>Starts channels.</summary>
public interface IChannelProvider : IExceptionContext
{
    /// <summary>Starts a text channel.</summary>
    IChannel Start(string name);

    /// <summary>Starts a channel of other messages.</summary>
    IPipe<TMessage> StartPipe<TMessage>(string name);
}
