namespace Microsoft.ML.Runtime;

/// <summary>What all hosts of one context share: the classes it can load, where its messages go, whether it was canceled.</summary>
internal sealed class EnvironmentRoot(Action<LoggingEventArgs> log, Func<bool> isListening)
{
    private volatile bool _isCanceled;

    public ComponentCatalog ComponentCatalog { get; } = new();

    public bool IsCanceled => _isCanceled;

    /// <summary>Whether anyone hears what is logged; if not, messages need not be put into words.</summary>
    public bool IsListening => isListening();

    public void Cancel() => _isCanceled = true;

    public void Log(string source, in ChannelMessage message)
    {
        if (IsListening) log(new LoggingEventArgs(message.Message, message.Kind, source));
    }
}
