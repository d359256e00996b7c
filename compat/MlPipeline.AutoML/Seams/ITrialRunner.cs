namespace Microsoft.ML.AutoML;

/// <summary>Runs one trial; a new one, or a shared one, for each.</summary>
public interface ITrialRunner : IDisposable
{
    /// <summary>Trains and evaluates with a trial's parameters.</summary>
    Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct);
}
