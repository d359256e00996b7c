namespace Microsoft.ML.Runtime;

/// <summary>Starts channels.</summary>
public interface IChannelProvider : IExceptionContext
{
    /// <summary>Starts a text channel.</summary>
    IChannel Start(string name);

    /// <summary>Starts a channel of other messages.</summary>
    IPipe<TMessage> StartPipe<TMessage>(string name);
}
