namespace Microsoft.ML.Runtime;

/// <summary>Starts progress channels.</summary>
public interface IProgressChannelProvider
{
    /// <summary>Starts one.</summary>
    IProgressChannel StartProgressChannel(string name);
}
