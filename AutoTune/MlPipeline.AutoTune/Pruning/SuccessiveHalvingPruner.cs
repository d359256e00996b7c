namespace MlPipeline.AutoTune.Pruning;

/// <summary>
/// Asynchronous successive halving, ASHA (Li et al. 2020), in its stopping form: at epochs r, r η, r η², ... a trial
/// continues only if it is among the best 1/η of the trials that have reached it so far. No trial waits for another, so
/// all cores stay busy; an early trial may continue although later ones turn out better. The paper pauses a trial
/// at a rung and resumes it if it is among the best 1/η later; here it ends.
/// </summary>
public sealed class SuccessiveHalvingPruner : IPruner
{
    private readonly int _minEpochs;
    private readonly int _reduction;

    // Scores at each rung by trial.
    private readonly Dictionary<int, Dictionary<int, double>> _rungs = [];

    /// <param name="minEpochs">Epochs that every trial gets (r), at least 1.</param>
    /// <param name="reductionFactor">One trial in this many continues (η), at least 2.</param>
    public SuccessiveHalvingPruner(int minEpochs = 1, int reductionFactor = 3)
    {
        Require.AtLeast(1, minEpochs);
        Require.AtLeast(2, reductionFactor);
        _minEpochs = minEpochs;
        _reduction = reductionFactor;
    }

    /// <inheritdoc/>
    public bool Report(PruningReport report)
    {
        if (!IsRung(report.Epoch))
            return false;
        if (!_rungs.TryGetValue(report.Epoch, out Dictionary<int, double>? rung))
            _rungs[report.Epoch] = rung = [];
        rung[report.Trial] = report.Rank;
        if (report.IsLast)
            return false;
        int promoted = Math.Max(1, rung.Count / _reduction);
        // Equal scores share a rank, so that a trial is not stopped for being the later of two equals.
        return rung.Values.Count(other => other > report.Rank) >= promoted;
    }

    private bool IsRung(int epoch)
    {
        long rung = _minEpochs;
        while (rung < epoch)
            rung *= _reduction;
        return rung == epoch;
    }
}
