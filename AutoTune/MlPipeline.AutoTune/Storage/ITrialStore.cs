namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// Keeps a study: every trial, its parameters, epochs, state and time. Several processes, and several threads of each,
/// may work on one study at once. What every implementation promises:
/// <list type="bullet">
/// <item>All processes see the same events in the same order. <see cref="Begin"/> has caught up with all of them before
/// it
/// calls back, and no other process begins a trial before it has returned, so ids are unique and consecutive.</item>
/// <item>When <see cref="Finish"/> returns, the outcome survives a crash of the machine. A process that is killed
/// loses at most the epochs of its running trials.</item>
/// <item>A trial whose process is gone, or released it, is abandoned: <see cref="Reclaim"/> gives each to one caller
/// only, to be run again under its id.</item>
/// <item>A trial ends once: what is reported for it later is an error.</item>
/// </list>
/// </summary>
public interface ITrialStore : IStudyLog
{
    /// <summary>Begins a trial.</summary>
    /// <param name="propose">Given the trial's id, says its seed and parameters; null: begin none.</param>
    /// <returns>The trial; null where <paramref name="propose"/> gave null.</returns>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    TrialRecord? Begin(Func<int, TrialProposal?> propose);

    /// <summary>Takes an abandoned trial over.</summary>
    /// <returns>The trial, begun again, with the parameters and seed it had; null where there is none.</returns>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    TrialRecord? Reclaim();

    /// <summary>Writes down an epoch of a running trial.</summary>
    /// <exception cref="InvalidOperationException">The trial is not running.</exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    void Report(int trial, EpochReport report);

    /// <summary>Writes down how a running trial ended.</summary>
    /// <exception cref="InvalidOperationException">The trial is not running.</exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    void Finish(int trial, TrialOutcome outcome);

    /// <summary>Lays a running trial down, to be run again by whoever comes next.</summary>
    /// <exception cref="InvalidOperationException">The trial is not running.</exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    void Release(int trial);

    /// <summary>
    /// Asks the process that runs a trial, which need not be this one, to end it. It does so within seconds, and then
    /// the trial is cancelled. What nobody runs is not ended.
    /// </summary>
    /// <exception cref="InvalidOperationException">The trial is not running.</exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    void RequestStop(int trial);
}

/// <summary>A trial to begin.</summary>
/// <param name="Seed">Of weights and order of rows.</param>
/// <param name="Parameters">
/// By name: <see cref="string"/>, <see cref="bool"/>, <see cref="long"/> or <see cref="double"/>.
/// </param>
public sealed record TrialProposal(int Seed, IReadOnlyDictionary<string, object> Parameters);
