namespace Microsoft.ML.Runtime;

/// <summary>Takes reports on how far a calculation is.</summary>
public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    /// <summary>Says what is reported, and how to get it when somebody asks.</summary>
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    /// <summary>Reports now: metrics, then progress, then limits, in the header's order.</summary>
    void Checkpoint(params double?[] values);
}
