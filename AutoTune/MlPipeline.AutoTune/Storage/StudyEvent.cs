namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// An event of a trial. A study is the list of its events, in an order that is the same for all processes.
/// </summary>
/// <param name="Trial">The trial's number, from 0.</param>
public abstract record StudyEvent(int Trial);

/// <summary>A process started a trial, or restarted it because its previous owner had ended.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Attempt">The attempt, from 1; it discards the epochs of the one before.</param>
/// <param name="Owner">The unique name of the process.</param>
/// <param name="Seed">Seeds weight initialization and shuffling.</param>
/// <param name="Parameters">
/// Values by name: <see cref="string"/>, <see cref="bool"/>, <see cref="long"/> or <see cref="double"/>.
/// </param>
/// <param name="At">The time of the start.</param>
public sealed record TrialStarted(
    int Trial,
    int Attempt,
    string Owner,
    int Seed,
    IReadOnlyDictionary<string, object> Parameters,
    DateTime At
) : StudyEvent(Trial);

/// <summary>A trial completed an epoch.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Report">The result of the epoch.</param>
public sealed record EpochReported(int Trial, EpochReport Report) : StudyEvent(Trial);

/// <summary>A trial ended.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Outcome">The outcome.</param>
public sealed record TrialFinished(int Trial, TrialOutcome Outcome) : StudyEvent(Trial);

/// <summary>A process released an unfinished trial; another one can run it again.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
public sealed record TrialReleased(int Trial) : StudyEvent(Trial);

/// <summary>A stop request: its owner ends the running trial.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
public sealed record TrialStopRequested(int Trial) : StudyEvent(Trial);

/// <summary>How a trial ended.</summary>
/// <param name="State">Any state but <see cref="TrialState.Running"/>.</param>
/// <param name="Metric">The study's metric after the last epoch; null if there is none.</param>
/// <param name="Seconds">The duration in seconds.</param>
/// <param name="Error">Why it failed or diverged, or who cancelled it.</param>
public sealed record TrialOutcome(TrialState State, double? Metric, double Seconds, string? Error = null);
