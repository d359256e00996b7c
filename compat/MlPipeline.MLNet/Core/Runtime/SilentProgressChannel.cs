namespace Microsoft.ML.Runtime;

/// <summary>A progress channel nobody watches: a context's log carries text messages only.</summary>
internal sealed class SilentProgressChannel : IProgressChannel
{
    private SilentProgressChannel()
    {
    }

    public static SilentProgressChannel Instance { get; } = new();

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
    {
    }

    public void Checkpoint(params double?[] values)
    {
    }

    public IProgressChannel StartProgressChannel(string name) => this;

    public void Dispose()
    {
    }
}
