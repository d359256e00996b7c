namespace MlPipeline.AutoTune.Experiments;

/// <summary>Holds trials while it is closed.</summary>
internal sealed class PauseGate : IDisposable
{
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public bool IsPaused => !_open.IsSet;

    public void Close() => _open.Reset();

    public void Open() => _open.Set();

    /// <exception cref="OperationCanceledException">Cancelled before or while waiting.</exception>
    public void Wait(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_open.IsSet)
            _open.Wait(cancellation);
    }

    public void Dispose() => _open.Dispose();
}
