namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// Something that happened to a trial. A study is the list of its events, in one order that all its processes see.
/// </summary>
/// <param name="Trial">The trial's number, from 0.</param>
public abstract record StudyEvent(int Trial);

/// <summary>A process began a trial, or began it again because the process before it had gone.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Attempt">From 1; each attempt forgets the epochs of the one before.</param>
/// <param name="Owner">The process, by a name of its own.</param>
/// <param name="Seed">Of weights and order of rows.</param>
/// <param name="Parameters">
/// By name: <see cref="string"/>, <see cref="bool"/>, <see cref="long"/> or <see cref="double"/>.
/// </param>
/// <param name="At">When.</param>
public sealed record TrialStarted(
    int Trial,
    int Attempt,
    string Owner,
    int Seed,
    IReadOnlyDictionary<string, object> Parameters,
    DateTime At
) : StudyEvent(Trial);

/// <summary>A trial passed an epoch.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Report">What it had reached.</param>
public sealed record EpochReported(int Trial, EpochReport Report) : StudyEvent(Trial);

/// <summary>A trial came to its end.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Outcome">Which.</param>
public sealed record TrialFinished(int Trial, TrialOutcome Outcome) : StudyEvent(Trial);

/// <summary>A process laid a trial down unfinished; whoever comes next runs it again.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
public sealed record TrialReleased(int Trial) : StudyEvent(Trial);

/// <summary>Somebody asks for a running trial to be ended; the process that runs it does.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
public sealed record TrialStopRequested(int Trial) : StudyEvent(Trial);

/// <summary>How a trial ended.</summary>
/// <param name="State">Any state but <see cref="TrialState.Running"/>.</param>
/// <param name="Metric">The study's metric after the last epoch; null where there is none.</param>
/// <param name="Seconds">Time it took.</param>
/// <param name="Error">Why it failed or diverged, or who cancelled it.</param>
public sealed record TrialOutcome(TrialState State, double? Metric, double Seconds, string? Error = null);
