namespace MlPipeline.AutoTune.Pruning;

/// <summary>
/// Decides which trials are unlikely to be among the best and should stop. Every implementation guarantees:
/// <list type="bullet">
/// <item>A decision depends on the reports so far and their order, on nothing else: equal reports, equal
/// decisions.</item>
/// <item>A trial that is better than every other at every epoch is never stopped, nor is the only trial, nor one at its
/// last epoch, which has nothing to lose.</item>
/// <item>A NaN is worse than any number.</item>
/// <item>A restarted trial reports its epochs again; the later report replaces the earlier one.</item>
/// <item>One thread at a time calls it.</item>
/// </list>
/// </summary>
public interface IPruner
{
    /// <summary>Receives the result of an epoch; called for every epoch of every trial that was not stopped.</summary>
    /// <returns>Whether the trial should stop.</returns>
    bool Report(PruningReport report);
}

/// <summary>The result of an epoch of a trial.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs that the trial will have if nothing stops it.</param>
/// <param name="Score">The score on the validation rows; higher is better.</param>
public readonly record struct PruningReport(int Trial, int Epoch, int Epochs, double Score)
{
    /// <summary>The score, where NaN counts as less than any number.</summary>
    internal double Rank => double.IsNaN(Score) ? double.NegativeInfinity : Score;

    internal bool IsLast => Epoch >= Epochs;
}
