namespace MlPipeline.AutoTune.Pruning;

/// <summary>
/// Decides which trials are not worth going on with. What every implementation promises:
/// <list type="bullet">
/// <item>A decision depends on the reports so far and their order, on nothing else: equal reports, equal
/// decisions.</item>
/// <item>A trial that is better than every other at every epoch is never stopped, nor is the only trial, nor one at its
/// last epoch, which has nothing to lose.</item>
/// <item>A NaN is worse than any number.</item>
/// <item>A trial that is begun again reports its epochs again; the later report takes the place of the earlier.</item>
/// <item>Called by one thread at a time.</item>
/// </list>
/// </summary>
public interface IPruner
{
    /// <summary>Hears what a trial has reached; called for every epoch of every trial, stopped trials aside.</summary>
    /// <returns>Whether the trial should stop.</returns>
    bool Report(PruningReport report);
}

/// <summary>What a trial has reached.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">Epochs that the trial will have if nothing stops it.</param>
/// <param name="Score">On the validation rows; more is better.</param>
public readonly record struct PruningReport(int Trial, int Epoch, int Epochs, double Score)
{
    /// <summary>The score, with NaN at the bottom.</summary>
    internal double Rank => double.IsNaN(Score) ? double.NegativeInfinity : Score;

    internal bool IsLast => Epoch >= Epochs;
}
