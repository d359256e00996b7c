using System.Diagnostics;

namespace Microsoft.ML.AutoML;

/// <summary>When a search ends: after a number of trials, after a time, or when it is canceled.</summary>
internal sealed class SearchBudget : IDisposable
{
    private readonly int _trials;
    private readonly CancellationTokenSource _stop;
    private int _ended;

    public SearchBudget(int trials, TimeSpan? time, CancellationToken cancellation)
    {
        Debug.Assert(trials > 0, "checked where it is set");
        _trials = trials;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (time is { } limit)
            _stop.CancelAfter(limit);
    }

    public bool IsSpent => _stop.IsCancellationRequested || _ended >= _trials;

    /// <summary>Canceled when a running trial is to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    public void CountTrial() => _ended++;

    public void Dispose() => _stop.Dispose();
}
