namespace MlPipeline.AutoTune.Pruning;

/// <summary>
/// The median stopping rule (Golovin et al. 2017, section 3.2.2): a trial stops where the best it has reached is below
/// the median of what the others had reached, as running averages, by the same epoch.
/// </summary>
public sealed class MedianPruner : IPruner
{
    private readonly int _startupTrials;
    private readonly int _warmupEpochs;
    private readonly Dictionary<int, List<double>> _scores = [];

    // Running averages of all trials by epoch.
    private readonly Dictionary<int, Dictionary<int, double>> _averages = [];

    /// <param name="startupTrials">
    /// Other trials that must reach an epoch before a trial is stopped there, at least 1.
    /// </param>
    /// <param name="warmupEpochs">Epochs in which no trial is stopped, at least 0.</param>
    public MedianPruner(int startupTrials = 5, int warmupEpochs = 0)
    {
        Require.AtLeast(1, startupTrials);
        Require.AtLeast(0, warmupEpochs);
        _startupTrials = startupTrials;
        _warmupEpochs = warmupEpochs;
    }

    /// <inheritdoc/>
    public bool Report(PruningReport report)
    {
        if (!_scores.TryGetValue(report.Trial, out List<double>? scores) || report.Epoch == 1)
            _scores[report.Trial] = scores = [];
        scores.Add(report.Rank);
        if (!_averages.TryGetValue(report.Epoch, out Dictionary<int, double>? averages))
            _averages[report.Epoch] = averages = [];
        averages[report.Trial] = scores.Average();
        if (report.IsLast || report.Epoch <= _warmupEpochs || averages.Count <= _startupTrials)
            return false;
        return scores.Max() < Median(averages.Where(pair => pair.Key != report.Trial).Select(pair => pair.Value));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        // Halves are summed, not the sum halved: both may be minus infinity.
        return sorted.Length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }
}
