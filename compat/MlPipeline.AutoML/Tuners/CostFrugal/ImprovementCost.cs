namespace Microsoft.ML.AutoML;

/// <summary>
/// What it is expected to cost until a learner gets better than the best of all: ECI (Wang, Wu, Weimer, Zhu 2021,
/// "FLAML", section 4.2), without its second term, which is about samples of the rows.
/// </summary>
internal sealed class ImprovementCost
{
    private double _spent;
    private double _spentAtBest;
    private double _spentAtSecondBest;
    private double _best = double.PositiveInfinity;
    private double _secondBest = double.PositiveInfinity;

    /// <summary>Whether it has been tried.</summary>
    public bool IsTried => _spent > 0;

    /// <summary>The least loss it has had.</summary>
    public double BestLoss => _best;

    public void Take(double loss, double cost)
    {
        _spent += cost;
        if (!(loss < _best))
            return;
        _secondBest = _best;
        _spentAtSecondBest = _spentAtBest;
        _best = loss;
        _spentAtBest = _spent;
    }

    /// <summary>The cost, given the least loss of all learners.</summary>
    public double Expected(double leastLoss)
    {
        // As long as it took the last time, or as it has been in vain since.
        double next = Math.Max(_spent - _spentAtBest, _spentAtBest - _spentAtSecondBest);
        if (double.IsInfinity(_best))
            return Math.Max(next, _spent); // failed every time
        if (!(_best > leastLoss))
            return next;
        // At the speed of the last improvement, from its best loss down to the least of all.
        double gained = double.IsFinite(_secondBest) ? _secondBest - _best : Math.Abs(_best);
        double gap = (_best - leastLoss) * (_spent - _spentAtSecondBest) / Math.Max(gained, double.Epsilon);
        return Math.Max(next, gap);
    }
}
