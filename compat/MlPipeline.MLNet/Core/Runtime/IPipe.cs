namespace Microsoft.ML.Runtime;

/// <summary>Takes messages.</summary>
public interface IPipe<TMessage> : IExceptionContext, IDisposable
{
    /// <summary>Sends one.</summary>
    void Send(TMessage msg);
}
