using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.Runtime;
using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>Proposes, runs and takes in trials, one at a time, until the budget is spent.</summary>
internal sealed class TrialLoop
{
    private readonly ServiceProvider _services;
    private readonly SearchBudget _budget;
    private readonly IChannel _channel;
    private readonly ITuner _tuner;
    private readonly IMonitor? _monitor;
    private readonly ITrialResultManager? _results;
    private TrialResult? _best;

    public TrialLoop(ServiceProvider services, SearchBudget budget)
    {
        _services = services;
        _budget = budget;
        _channel = services.GetRequiredService<IChannel>();
        _monitor = services.GetService<IMonitor>();
        _results = services.GetService<ITrialResultManager>();
        _tuner =
            services.GetService<ITuner>()
            ?? throw new InvalidOperationException("The experiment has no tuner; call SetPipeline or SetTuner.");
    }

    /// <summary>The best trial.</summary>
    public async Task<TrialResult> RunAsync()
    {
        IEnumerable<TrialResult> earlier = _results?.GetAllTrialResults() ?? [];
        int next = earlier.Select(result => result.TrialSettings.TrialId + 1).DefaultIfEmpty().Max();
        while (!_budget.IsSpent)
        {
            TrialSettings trial = new()
            {
                TrialId = next++,
                Parameter = Parameter.CreateNestedParameter(),
                StartedAtUtc = DateTime.UtcNow,
            };
            trial.Parameter = _tuner.Propose(trial);
            _monitor?.ReportRunningTrial(trial);
            TrialResult result;
            try
            {
                result = await RunTrialAsync(trial).ConfigureAwait(false);
            }
            catch (Exception) when (_budget.IsSpent)
            {
                break; // stopped in its middle, which is no failure
            }
            catch (Exception exception)
            {
                Fail(trial, exception);
                // A first trial that fails is a mistake in the pipeline or its columns, most likely.
                if (_best == null && exception is not (OperationCanceledException or OutOfMemoryException))
                    throw;
                continue;
            }
            Complete(result);
        }
        _results?.Save();
        return _best
            ?? throw new TimeoutException(
                "The search ended before a trial came to a good end: none did, or their losses were not finite. "
                    + "Give it more time or more trials."
            );
    }

    private async Task<TrialResult> RunTrialAsync(TrialSettings trial)
    {
        using IServiceScope scope = _services.CreateScope(); // what is made for this trial goes with it
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_budget.Stop);
        using ITrialRunner runner =
            scope.ServiceProvider.GetService<ITrialRunner>()
            ?? throw new InvalidOperationException("The experiment has no runner; call SetPipeline or SetTrialRunner.");
        using IPerformanceMonitor performance = scope.ServiceProvider.GetRequiredService<IPerformanceMonitor>();
        performance.PerformanceMetricsUpdated += (_, metrics) =>
            performance.OnPerformanceMetricsUpdatedHandler(trial, metrics, stop);
        performance.Start();
        TrialResult result = await runner.RunAsync(trial, stop.Token).ConfigureAwait(false);
        performance.Pause();
        result.PeakCpu = performance.GetPeakCpuUsage();
        result.PeakMemoryInMegaByte = performance.GetPeakMemoryUsageInMegaByte();
        result.TrialSettings.EndedAtUtc = DateTime.UtcNow;
        return result;
    }

    private void Complete(TrialResult result)
    {
        _monitor?.ReportCompletedTrial(result);
        TakeIn(result);
        if (!(result.Loss < (_best?.Loss ?? double.MaxValue)))
            return; // of equal ones, the first; NaN never
        _best = result;
        _monitor?.ReportBestTrial(result);
    }

    private void Fail(TrialSettings trial, Exception exception)
    {
        _channel.Trace(MessageSensitivity.Unknown, $"Trial {trial.TrialId} failed with {trial.Parameter}: {exception}");
        trial.EndedAtUtc = DateTime.UtcNow;
        _monitor?.ReportFailTrial(trial, exception);
        TakeIn(new TrialResult { TrialSettings = trial, Loss = double.MaxValue });
    }

    private void TakeIn(TrialResult result)
    {
        _tuner.Update(result);
        _results?.AddOrUpdateTrialResult(result);
        _budget.CountTrial();
    }
}
