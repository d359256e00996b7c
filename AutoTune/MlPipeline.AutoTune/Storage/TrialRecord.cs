namespace MlPipeline.AutoTune.Storage;

/// <summary>The state of a trial after the events so far.</summary>
public sealed record TrialRecord
{
    /// <summary>The trial's number, from 0.</summary>
    public required int Id { get; init; }

    /// <summary>The number of its attempts, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The process that started its last attempt; null if that process released it.</summary>
    public required string? Owner { get; init; }

    /// <summary>Seeds weight initialization and shuffling.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// Values by name: <see cref="string"/>, <see cref="bool"/>, <see cref="long"/> or <see cref="double"/>.
    /// </summary>
    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    /// <summary>When its last attempt started.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>The state of the trial.</summary>
    public TrialState State { get; init; } = TrialState.Running;

    /// <summary>The epochs of its last attempt, in order.</summary>
    public IReadOnlyList<EpochReport> Epochs { get; init; } = [];

    /// <summary>The study's metric after the last epoch; null if there is none.</summary>
    public double? Metric { get; init; }

    /// <summary>The duration in seconds; 0 while it runs.</summary>
    public double Seconds { get; init; }

    /// <summary>Why it failed or diverged, or who cancelled it.</summary>
    public string? Error { get; init; }
}
