using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// FLOW2, a randomized direct search (Wu, Wang, Huang 2021, "Frugal Optimization for Cost-related Hyperparameters",
/// algorithm 1): from the best point so far, a step in a random direction; if that is no better, the opposite step; after
/// 2^(d-1) directions in vain the step shrinks, by the more the earlier the best point was found. It only compares losses, so
/// it moves no further from a cheap start than it must.
/// <para>
/// The paper's coordinates are numbers. Those of choices move by whole values here: to the next one where the step along them
/// is as long as it is on average at first, and to any other one where the values have no order. A step that would give the
/// best point's parameters again is prolonged until it does not.
/// </para>
/// </summary>
internal sealed class Flow2
{
    // Of the unit cube's diagonal: a first step of a tenth of it, a last one of a hundredth, below which noise decides.
    private const double FirstStep = 0.1, LastStep = 0.01;

    // 2^(d-1) directions soon are more than any search has trials.
    private const int MostDirectionsLog2 = 9;

    private readonly SearchSpace.SearchSpace _space;
    private readonly SpaceDimension[] _dimensions;
    private readonly Random _random;
    private readonly int _directionsBeforeShrinking;
    private readonly double _lastStep;
    private double _step;
    private double[] _best;
    private Parameter _bestParameter;
    private double _bestLoss = double.PositiveInfinity;
    private double[]? _opposite;
    private int _directionsInVain;
    private int _taken;
    private int _takenAtBest;
    private bool _isStarted;

    /// <param name="space">The space.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="reach">By how much to multiply the first step.</param>
    /// <param name="random">Draws directions.</param>
    public Flow2(SearchSpace.SearchSpace space, double[] start, double reach, Random random)
    {
        (_space, _best, _random) = (space, start, random);
        _dimensions = SpaceDimension.Of(space);
        _bestParameter = space.SampleFromFeatureSpace(start);
        double diagonal = Math.Sqrt(start.Length);
        _step = Math.Min(FirstStep * reach, 1) * diagonal;
        _lastStep = LastStep * diagonal;
        _directionsBeforeShrinking = 1 << Math.Clamp(start.Length - 1, 0, MostDirectionsLog2);
    }

    /// <summary>Whether steps have become too small to matter.</summary>
    public bool IsConverged => _step < _lastStep || (_best.Length == 0 && _isStarted);

    /// <summary>A point to try, and the direction that led to it; none for the start and opposite steps.</summary>
    public readonly record struct Move(double[] Point, double[]? Direction);

    public Move Next()
    {
        if (!_isStarted)
        {
            _isStarted = true;
            return new Move(_best, null);
        }
        if (_opposite is { } opposite)
        {
            _opposite = null;
            return new Move(Stepped(opposite, -1), null);
        }
        double[] direction = _random.Direction(_best.Length);
        return new Move(Stepped(direction, 1), direction);
    }

    public void Take(Move move, double loss)
    {
        _isStarted = true;
        _taken++;
        if (loss < _bestLoss)
        {
            (_best, _bestLoss, _takenAtBest) = (move.Point, loss, _taken);
            _bestParameter = _space.SampleFromFeatureSpace(_best);
            (_opposite, _directionsInVain) = (null, 0);
        }
        else if (move.Direction != null)
        {
            _opposite = move.Direction;
        }
        else if (++_directionsInVain >= _directionsBeforeShrinking)
        {
            _directionsInVain = 0;
            _step *= Math.Sqrt(Math.Max(_takenAtBest, 1) / (double)_taken);
        }
    }

    private double[] Stepped(double[] direction, int sign)
    {
        double diagonal = Math.Sqrt(direction.Length);
        double[] point = At(direction, sign * _step);
        for (double length = 2 * _step; length <= diagonal && _space.SampleFromFeatureSpace(point).Equals(_bestParameter); length += _step)
            point = At(direction, sign * length);
        return point;
    }

    private double[] At(double[] direction, double length)
    {
        double[] point = new double[direction.Length];
        for (int i = 0; i < point.Length; i++)
        {
            double move = length * direction[i];
            point[i] = _dimensions[i].Count is { } count ? Chosen(i, count, (int)(move / FirstStep)) : Math.Clamp(_best[i] + move, 0, 1);
        }
        return point;
    }

    private double Chosen(int dimension, int count, int values)
    {
        if (values == 0) return _best[dimension];
        int index = SpaceDimension.IndexAt(_best[dimension], count);
        int next = _dimensions[dimension].IsOrdered ? Math.Clamp(index + values, 0, count - 1) : (index + 1 + _random.Next(count - 1)) % count;
        return SpaceDimension.Middle(next, count);
    }
}
