using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Pruning;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// A search over a space, as ML.NET's <c>AutoMLExperiment</c> is, on the same tuners, runners and monitors; but it runs
/// several trials at once, stops hopeless ones, writes everything down as it comes, goes on after a failed trial, and
/// goes on where it was when the process was killed. With one trial at a time and one seed it repeats exactly, provided
/// that the tuner's proposals depend on its seed and the results alone.
/// </summary>
public sealed class FeedForwardExperiment : IDisposable
{
    private readonly ITrialStore _store;
    private readonly NamedSpace _space;
    private readonly TrialScheduler _scheduler;

    /// <param name="store">The study; what it holds already counts.</param>
    /// <param name="space">What is searched.</param>
    /// <param name="tuner">
    /// Proposes parameters. Earlier trials of the study are told to it, so give a fresh one, seeded as before.
    /// </param>
    /// <param name="runner">
    /// Runs a trial, several at once if the options say so: <see cref="FeedForwardTrialRunner"/>, or any other.
    /// </param>
    /// <param name="options">How far to go.</param>
    /// <param name="pruner">Stops hopeless trials; none where null.</param>
    /// <param name="monitor">
    /// Told how it goes, by an <see cref="IStudyMonitor"/> in more detail; nobody where null.
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
        ModelShelf? shelf =
            options.ModelDirectory is { } directory && options.KeptModels > 0 && runner is FeedForwardTrialRunner own
                ? new ModelShelf(own.Context, own.InputSchema, directory, options.KeptModels)
                : null;
        _scheduler = new TrialScheduler(
            store,
            _space,
            tuner,
            pruner ?? new NoPruner(),
            runner,
            options,
            monitor,
            shelf
        );
    }

    /// <summary>The trials that run now.</summary>
    public IReadOnlyList<int> RunningTrials => _scheduler.Running;

    /// <summary>Whether <see cref="Pause"/> holds it.</summary>
    public bool IsPaused => _scheduler.Pause.IsPaused;

    /// <summary>
    /// Runs trials until a limit of the options is reached. A limit that has been reached by the study before runs
    /// none.
    /// </summary>
    /// <returns>The best complete trial; null where no trial was completed.</returns>
    /// <exception cref="OperationCanceledException">
    /// Cancelled, within one mini-batch; running trials were laid down, to be run again when the study goes on.
    /// </exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    public async Task<TrialRecord?> RunAsync(CancellationToken cancellation = default)
    {
        await _scheduler.RunAsync(cancellation).ConfigureAwait(false);
        return Best;
    }

    /// <summary>The best complete trial of the study so far; null where there is none.</summary>
    public TrialRecord? Best => Analysis.StudyAnalysis.BestOf(_store.Header, _store.Trials);

    /// <summary>A trial's parameters as the space makes them.</summary>
    public Parameter ParameterOf(TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return _space.ToParameter(trial.Parameters);
    }

    /// <summary>Holds running trials, after the mini-batch they are at, and begins no other.</summary>
    public void Pause() => _scheduler.Pause.Close();

    /// <summary>Lets trials go on.</summary>
    public void Resume() => _scheduler.Pause.Open();

    /// <summary>Ends one running trial, within one mini-batch; the search goes on.</summary>
    /// <returns>Whether it was running.</returns>
    public bool Skip(int trial) => _scheduler.Skip(trial);

    /// <inheritdoc/>
    public void Dispose() => _scheduler.Dispose();
}
