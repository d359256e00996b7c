namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// Keeps a study: every trial, its parameters, epochs, state and time. Several processes, and several threads of each,
/// may work on one study at once. Every implementation guarantees:
/// <list type="bullet">
/// <item>All processes see the same events in the same order. <see cref="Begin"/> has caught up with all of them before
/// it
/// calls back, and no other process begins a trial before it has returned, so ids are unique and consecutive.</item>
/// <item>When <see cref="Finish"/> returns, the outcome survives a crash of the machine. A process that is killed
/// loses at most the epochs of its running trials.</item>
/// <item>A trial whose process is gone, or released it, is abandoned: <see cref="Reclaim"/> gives each to one caller
/// only, to be run again under its id.</item>
/// <item>A trial ends once: reporting for it later is an error.</item>
/// </list>
/// </summary>
public interface ITrialStore : IStudyLog
{
    /// <summary>Starts a trial.</summary>
    /// <param name="propose">Gets the trial's id and returns its seed and parameters, or null to start none.</param>
    /// <returns>The trial; null if <paramref name="propose"/> returned null.</returns>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    TrialRecord? Begin(Func<int, TrialProposal?> propose);

    /// <summary>Takes over an abandoned trial.</summary>
    /// <returns>The restarted trial, with its parameters and seed; null if there is none.</returns>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    TrialRecord? Reclaim();

    /// <summary>Saves an epoch of a running trial.</summary>
    /// <exception cref="InvalidOperationException">The trial is not running.</exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    void Report(int trial, EpochReport report);

    /// <summary>Saves the outcome of a running trial.</summary>
    /// <exception cref="InvalidOperationException">The trial is not running.</exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    void Finish(int trial, TrialOutcome outcome);

    /// <summary>Releases a running trial, so that another process can run it again.</summary>
    /// <exception cref="InvalidOperationException">The trial is not running.</exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    void Release(int trial);

    /// <summary>
    /// Asks the process that runs a trial, which need not be this one, to end it. It does so within seconds, and then
    /// the trial is cancelled. A trial that no process owns is not ended.
    /// </summary>
    /// <exception cref="InvalidOperationException">The trial is not running.</exception>
    /// <exception cref="StudyException">The study cannot be written.</exception>
    void RequestStop(int trial);
}

/// <summary>The seed and the parameters of a trial that is to start.</summary>
/// <param name="Seed">Seeds weight initialization and shuffling.</param>
/// <param name="Parameters">
/// Values by name: <see cref="string"/>, <see cref="bool"/>, <see cref="long"/> or <see cref="double"/>.
/// </param>
public sealed record TrialProposal(int Seed, IReadOnlyDictionary<string, object> Parameters);
