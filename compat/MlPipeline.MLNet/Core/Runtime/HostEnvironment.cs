using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>What all hosts of one context share.</summary>
internal sealed class EnvironmentRoot(Action<LoggingEventArgs> log)
{
    public ComponentCatalog ComponentCatalog { get; } = new();

    public CancellationTokenSource Cancellation { get; set; } = new();

    public void Log(string source, in ChannelMessage message) => log(new LoggingEventArgs(message.Message, message.Kind, source));
}

/// <summary>A host: its name is its path of registrations, its random numbers descend from its parent's.</summary>
internal sealed class HostEnvironment(EnvironmentRoot root, string name, int seed) : IHost
{
    private readonly Lock _lock = new();

    public EnvironmentRoot Root => root;

    public Random Rand { get; } = new(seed);

    public ComponentCatalog ComponentCatalog => root.ComponentCatalog;

    public string ContextDescription => name;

    public IHost Register(string componentName, int? seed = null, bool? verbose = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(componentName);
        int childSeed;
        lock (_lock) childSeed = seed ?? Rand.Next();
        return new HostEnvironment(root, name.Length == 0 ? componentName : $"{name}; {componentName}", childSeed);
    }

    public IChannel Start(string channelName) => new Channel(root, name.Length == 0 ? channelName : $"{name}; {channelName}");

    public IPipe<TMessage> StartPipe<TMessage>(string pipeName) => new SilentPipe<TMessage>(pipeName);

    public IProgressChannel StartProgressChannel(string channelName) => new SilentProgressChannel();

    public TException Process<TException>(TException ex) where TException : Exception => ex;

    private sealed class Channel(EnvironmentRoot root, string source) : IChannel
    {
        public string ContextDescription => source;

        public void Send(ChannelMessage msg) => root.Log(source, msg);

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
        }

        private void Send(ChannelMessageKind kind, MessageSensitivity sensitivity, string text) => Send(new ChannelMessage(kind, sensitivity, text));

        private void Send(ChannelMessageKind kind, MessageSensitivity sensitivity, string format, object[] args) =>
            Send(kind, sensitivity, string.Format(CultureInfo.InvariantCulture, format, args));
    }

    private sealed class SilentPipe<TMessage>(string source) : IPipe<TMessage>
    {
        public string ContextDescription => source;

        public void Send(TMessage msg)
        {
        }

        public TException Process<TException>(TException ex) where TException : Exception => ex;

        public void Dispose()
        {
        }
    }

    // A context shows progress to nobody: its Log event carries messages only.
    private sealed class SilentProgressChannel : IProgressChannel
    {
        public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
        {
        }

        public void Checkpoint(params double?[] values)
        {
        }

        public IProgressChannel StartProgressChannel(string name) => new SilentProgressChannel();

        public void Dispose()
        {
        }
    }
}
