namespace Microsoft.ML.Runtime;

/// <summary>A channel nobody listens to: a context hears text messages only.</summary>
internal sealed class SilentPipe<TMessage>(string source) : IPipe<TMessage>
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
