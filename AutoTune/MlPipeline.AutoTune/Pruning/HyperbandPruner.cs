namespace MlPipeline.AutoTune.Pruning;

/// <summary>
/// Hyperband (Li et al. 2018): successive halving does not know whether to look at many trials briefly or at few for
/// long, so trials go to brackets that give r, r η, r η², ... epochs before the first cut. A bracket gets trials in
/// proportion to how many the paper starts in it: ⌈(s_max + 1) η^s / (s + 1)⌉. Each bracket halves asynchronously.
/// </summary>
public sealed class HyperbandPruner : IPruner
{
    private readonly SuccessiveHalvingPruner[] _brackets;
    private readonly double[] _shares;

    /// <param name="maxEpochs">The most epochs of any trial (R), at least <paramref name="minEpochs"/>.</param>
    /// <param name="minEpochs">Epochs that every trial gets in the first bracket (r), at least 1.</param>
    /// <param name="reductionFactor">One trial in this many continues (η), at least 2.</param>
    public HyperbandPruner(int maxEpochs, int minEpochs = 1, int reductionFactor = 3)
    {
        Require.AtLeast(1, minEpochs);
        Require.AtLeast(2, reductionFactor);
        Require.AtLeast(minEpochs, maxEpochs);
        List<int> epochs = [];
        for (long first = minEpochs; first <= maxEpochs; first *= reductionFactor)
            epochs.Add((int)first);
        _brackets = [.. epochs.Select(first => new SuccessiveHalvingPruner(first, reductionFactor))];
        int last = epochs.Count - 1;
        _shares =
        [
            .. epochs.Select((_, i) => Math.Ceiling((last + 1) * Math.Pow(reductionFactor, last - i) / (last - i + 1))),
        ];
    }

    /// <summary>The number of brackets.</summary>
    public int Brackets => _brackets.Length;

    /// <inheritdoc/>
    public bool Report(PruningReport report) => _brackets[BracketOf(report.Trial)].Report(report);

    /// <summary>
    /// The bracket of a trial, from 0, the one that cuts first. A low-discrepancy sequence spreads each bracket's
    /// trials evenly over the study, and depends on the trial's number alone.
    /// </summary>
    internal int BracketOf(int trial)
    {
        const double GoldenRatio = 0.6180339887498949;
        double at = (trial + 0.5) * GoldenRatio % 1 * _shares.Sum();
        int bracket = 0;
        while (bracket < _shares.Length - 1 && at >= _shares[bracket])
            at -= _shares[bracket++];
        return bracket;
    }
}
