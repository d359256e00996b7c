using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>A text channel of a host: its messages go to the context's log, its start and end among them.</summary>
internal sealed class Channel : IChannel
{
    private readonly EnvironmentRoot _root;
    private readonly long _started = Stopwatch.GetTimestamp();
    private bool _disposed;

    public Channel(EnvironmentRoot root, string source)
    {
        (_root, ContextDescription) = (root, source);
        Trace(MessageSensitivity.None, "Channel started");
    }

    public string ContextDescription { get; }

    public void Send(ChannelMessage msg) => _root.Log(ContextDescription, msg);

    public void Trace(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Trace, sensitivity, fmt);

    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Trace, sensitivity, fmt, args);

    public void Info(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Info, sensitivity, fmt);

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Info, sensitivity, fmt, args);

    public void Warning(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Warning, sensitivity, fmt);

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Warning, sensitivity, fmt, args);

    public void Error(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Error, sensitivity, fmt);

    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Error, sensitivity, fmt, args);

    public TException Process<TException>(TException ex) where TException : Exception => ex;

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Trace(MessageSensitivity.None, "Channel finished. Elapsed {0:c}.", Stopwatch.GetElapsedTime(_started));
        Trace(MessageSensitivity.None, "Channel disposed");
    }

    private void Send(ChannelMessageKind kind, MessageSensitivity sensitivity, string text) => Send(new ChannelMessage(kind, sensitivity, text));

    private void Send(ChannelMessageKind kind, MessageSensitivity sensitivity, string format, object[] args)
    {
        if (_root.IsListening) Send(kind, sensitivity, string.Format(CultureInfo.InvariantCulture, format, args));
    }
}
