namespace MlPipeline.AutoTune.Storage;

/// <summary>A trial as the events so far tell it.</summary>
public sealed record TrialRecord
{
    /// <summary>The trial's number, from 0.</summary>
    public required int Id { get; init; }

    /// <summary>How often it was begun, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The process that began it last; null when that process laid it down.</summary>
    public required string? Owner { get; init; }

    /// <summary>Of weights and order of rows.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// By name: <see cref="string"/>, <see cref="bool"/>, <see cref="long"/> or <see cref="double"/>.
    /// </summary>
    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    /// <summary>When it was begun last.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>How far it is.</summary>
    public TrialState State { get; init; } = TrialState.Running;

    /// <summary>The epochs of its last attempt, in order.</summary>
    public IReadOnlyList<EpochReport> Epochs { get; init; } = [];

    /// <summary>The study's metric after the last epoch; null where there is none.</summary>
    public double? Metric { get; init; }

    /// <summary>Time it took; 0 while it runs.</summary>
    public double Seconds { get; init; }

    /// <summary>Why it failed or diverged, or who cancelled it.</summary>
    public string? Error { get; init; }
}
