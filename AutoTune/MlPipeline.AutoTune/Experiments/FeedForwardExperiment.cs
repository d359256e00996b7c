using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Pruning;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// Searches a space with the same tuners, runners and monitors as ML.NET's <c>AutoMLExperiment</c>. In addition it runs
/// several trials at once, stops those that are unlikely to be among the best, saves every event at once, continues
/// after a failed trial, and resumes after the process was killed. With one trial at a time and one seed a search
/// repeats exactly, provided that the tuner's proposals depend only on its seed and the results.
/// </summary>
public sealed class FeedForwardExperiment : IDisposable
{
    private readonly ITrialStore _store;
    private readonly NamedSpace _space;
    private readonly TrialScheduler _scheduler;

    /// <param name="store">The study; trials that it already holds count.</param>
    /// <param name="space">The parameters to search and their values.</param>
    /// <param name="tuner">
    /// Proposes parameters. It receives the earlier trials of the study, so give a new one with the same seed.
    /// </param>
    /// <param name="runner">
    /// Runs a trial, several at once if the options say so: <see cref="FeedForwardTrialRunner"/>, or any other.
    /// </param>
    /// <param name="options">Limits of the search.</param>
    /// <param name="pruner">Stops trials that are unlikely to be among the best; null for none.</param>
    /// <param name="monitor">
    /// Receives progress; an <see cref="IStudyMonitor"/> receives more detail. Null for none.
    /// </param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="StudyException">The study has another space.</exception>
    public FeedForwardExperiment(
        ITrialStore store,
        SearchSpace space,
        ITuner tuner,
        ITrialRunner runner,
        ExperimentOptions options,
        IPruner? pruner = null,
        IMonitor? monitor = null
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(tuner);
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _store = store;
        _space = new NamedSpace(space);
        store.Header.CheckSame(store.Header with { Space = _space.Describe() });
        ModelStore? models =
            options.ModelDirectory is { } directory && options.KeptModels > 0 && runner is FeedForwardTrialRunner own
                ? new ModelStore(own.Context, own.InputSchema, directory, options.KeptModels)
                : null;
        _scheduler = new TrialScheduler(
            store,
            _space,
            tuner,
            pruner ?? new NoPruner(),
            runner,
            options,
            monitor,
            models
        );
    }

    /// <summary>The trials that run now.</summary>
    public IReadOnlyList<int> RunningTrials => _scheduler.Running;

    /// <summary>Whether the experiment is paused.</summary>
    public bool IsPaused => _scheduler.Pause.IsPaused;

    /// <summary>
    /// Runs trials until a limit of the options is reached. A limit that has been reached by the study before runs
    /// none.
    /// </summary>
    /// <returns>The best complete trial; null if no trial was completed.</returns>
    /// <exception cref="OperationCanceledException">
    /// The search was cancelled. Running trials stopped within one batch and were released, to be run again when
    /// the study is resumed.
    /// </exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    public async Task<TrialRecord?> RunAsync(CancellationToken cancellation = default)
    {
        await _scheduler.RunAsync(cancellation).ConfigureAwait(false);
        return Best;
    }

    /// <summary>The best complete trial of the study so far; null if there is none.</summary>
    public TrialRecord? Best => Analysis.StudyAnalysis.BestOf(_store.Header, _store.Trials);

    /// <summary>A trial's parameters as the space makes them.</summary>
    public Parameter ParameterOf(TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return _space.ToParameter(trial.Parameters);
    }

    /// <summary>Pauses running trials after their current batch, and starts no other.</summary>
    public void Pause() => _scheduler.Pause.Close();

    /// <summary>Resumes paused trials.</summary>
    public void Resume() => _scheduler.Pause.Open();

    /// <summary>Ends one running trial within one batch; the search continues.</summary>
    /// <returns>Whether it was running.</returns>
    public bool Skip(int trial) => _scheduler.Skip(trial);

    /// <inheritdoc/>
    public void Dispose() => _scheduler.Dispose();
}
