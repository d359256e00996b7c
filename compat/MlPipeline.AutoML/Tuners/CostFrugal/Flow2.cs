using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>
/// A randomized direct search after FLOW2 (Wu, Wang, Huang 2021, "Frugal Optimization for Cost-related
/// Hyperparameters"):
/// from the best point so far, a step in a random direction; if that is no better, the opposite step. The step becomes
/// longer by half where the loss gets better, and shorter by a third where both directions were in vain. The search
/// only
/// compares losses, so it moves no further from a cheap start than it must.
/// <para>
/// The paper's coordinates are numbers. Those of choices move by whole values here: to the next one where the step
/// along them is as long as it is on average at first, and to any other one where the values have no order. However
/// short the steps become, choices go on moving now and then, and a step that would give the best point's parameters
/// again is prolonged until it does not.
/// </para>
/// </summary>
internal sealed class Flow2
{
    private const double FirstStep = 0.1;
    private const double Growth = 1.5;
    private const double LastStep = 1e-4;

    // One of twenty directions moves a choice by such a step.
    private const double LeastStepOfChoices = FirstStep / 2;

    private readonly SearchSpace.SearchSpace _space;
    private readonly CubeDimension[] _dimensions;
    private readonly Random _random;
    private double _step = FirstStep;
    private double[] _best;
    private Parameter _bestParameter;
    private double _bestLoss = double.PositiveInfinity;
    private double[]? _opposite;
    private bool _isStarted;

    /// <param name="space">The space.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="random">Draws directions.</param>
    public Flow2(SearchSpace.SearchSpace space, double[] start, Random random)
    {
        _space = space;
        _best = start;
        _random = random;
        _dimensions = CubeDimension.Of(space);
        _bestParameter = space.SampleFromFeatureSpace(start);
    }

    /// <summary>Whether steps have become too small to matter.</summary>
    public bool IsConverged => _step < LastStep || (_best.Length == 0 && _isStarted);

    /// <summary>A point to try, and the direction that led to it; none for the start and opposite steps.</summary>
    public readonly record struct Move(double[] Point, double[]? Direction);

    /// <summary>The next point to try.</summary>
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

    /// <summary>Takes in the loss of a point.</summary>
    public void Take(Move move, double loss)
    {
        bool isFirst = double.IsPositiveInfinity(_bestLoss);
        _isStarted = true;
        if (loss < _bestLoss)
        {
            _best = move.Point;
            _bestLoss = loss;
            _opposite = null;
            _bestParameter = _space.SampleFromFeatureSpace(_best);
            if (!isFirst)
                _step *= Growth;
        }
        else if (move.Direction != null)
        {
            _opposite = move.Direction;
        }
        else
        {
            _step /= Growth;
        }
    }

    private double[] Stepped(double[] direction, int sign)
    {
        double diagonal = Math.Sqrt(direction.Length);
        double[] point = At(direction, sign * _step);
        double more = Math.Max(_step, FirstStep / diagonal);
        for (double length = 2 * _step; length <= diagonal && IsBest(point); length += more)
            point = At(direction, sign * length);
        return point;
    }

    private bool IsBest(double[] point) => _space.SampleFromFeatureSpace(point).Equals(_bestParameter);

    private double[] At(double[] direction, double length)
    {
        double average = FirstStep / Math.Sqrt(direction.Length);
        double ofChoices = Math.CopySign(Math.Max(Math.Abs(length), LeastStepOfChoices), length);
        double[] point = new double[direction.Length];
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = _dimensions[i].Count is { } count
                ? Chosen(i, count, (int)(ofChoices * direction[i] / average))
                : Math.Clamp(_best[i] + (length * direction[i]), 0, 1);
        }
        return point;
    }

    private double Chosen(int dimension, int count, int values)
    {
        if (values == 0)
            return _best[dimension];
        int index = CubeDimension.IndexAt(_best[dimension], count);
        int next = _dimensions[dimension].IsOrdered
            ? Math.Clamp(index + values, 0, count - 1)
            : (index + 1 + _random.Next(count - 1)) % count;
        return CubeDimension.Middle(next, count);
    }
}
