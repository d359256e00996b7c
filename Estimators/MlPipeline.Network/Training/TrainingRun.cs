using System.Diagnostics;
using MlPipeline.Network.Data;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>One training of a network, epoch by epoch.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly FeedForwardNetwork _network;
    private readonly TrainingOptions _options;
    private readonly ITrainingObserver? _observer;
    private readonly CancellationToken _cancellation;
    private readonly int _rows, _stepsPerEpoch;
    private readonly WorkerTeam _team;
    private readonly BatchSource _batches;
    private readonly Evaluator? _evaluator;
    private readonly TrainingStep _step;
    private readonly List<EpochResult> _epochs;
    private readonly List<double> _losses;
    private readonly float[] _bestWeights;
    private bool _toldToStop;

    public TrainingRun(FeedForwardNetwork network, RowSource training, TrainingOptions options, RowSource? validation, ITrainingObserver? observer, CancellationToken cancellation)
    {
        (_network, _options, _observer, _cancellation) = (network, options, observer, cancellation);
        int batchSize = Math.Min(options.BatchSize, training.Rows);
        _rows = training.Rows;
        _stepsPerEpoch = (int)(((long)_rows + options.BatchSize - 1) / options.BatchSize);
        _team = new WorkerTeam(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount);
        _batches = training.Batches(batchSize, options.Shuffle ? new RandomStream(options.Seed, RandomStream.Shuffling) : null);
        _evaluator = validation == null ? null : new Evaluator(network, validation, _team);
        _step = new TrainingStep(network, options.Optimizer, batchSize, _team, Regularization.Of(options));
        (_epochs, _losses) = (new List<EpochResult>(options.Epochs), new List<double>(options.Epochs));
        _bestWeights = new float[options.EarlyStopping == null ? 0 : network.Parameters.Length];
    }

    /// <summary>Why the training is over; null while it is not.</summary>
    private StopReason? Ended =>
        _epochs.Count > 0 && _options.EarlyStopping is { } stopping && stopping.Judge(_epochs).Since >= stopping.Patience ? StopReason.EarlyStopping
        : _toldToStop ? StopReason.Callback
        : _epochs.Count >= _options.Epochs ? StopReason.AllEpochs
        : null;

    public TrainingHistory Run()
    {
        while (Ended is null)
        {
            EpochResult trained = RunEpoch(_epochs.Count + 1);
            EndEpoch(trained);
        }
        int kept = _epochs.Count;
        // Without any best epoch, all validation figures being NaN, the last weights are as good as any.
        if (_options.EarlyStopping?.Judge(_epochs).Best is { } best and > 0)
        {
            kept = best;
            _bestWeights.CopyTo(_network.Parameters.Span);
        }
        else
        {
            _step.ExchangeWithAverage();
        }
        return new TrainingHistory(_epochs) { StopReason = Ended!.Value, WeightsOfEpoch = kept };
    }

    public void Dispose()
    {
        _evaluator?.Dispose();
        _batches.Dispose();
        _team.Dispose();
    }

    private EpochResult RunEpoch(int epoch)
    {
        long started = Stopwatch.GetTimestamp();
        _cancellation.ThrowIfCancellationRequested();
        _batches.BeginEpoch();
        double loss = 0;
        long correct = 0;
        float rate = 0;
        for (int step = 0; _batches.Next() is var count and > 0; step++)
        {
            _cancellation.ThrowIfCancellationRequested();
            rate = RateAt(epoch, step);
            (double batchLoss, int batchCorrect) = _step.Run(_batches, count, rate);
            if (!double.IsFinite(batchLoss)) throw new TrainingDivergedException(epoch, step + 1, batchLoss / count, rate);
            (loss, correct) = (loss + batchLoss, correct + batchCorrect);
            _observer?.OnStep(epoch, step + 1, _stepsPerEpoch, batchLoss / count);
        }
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var training = new Evaluation(loss / _rows, _network.Loss.HasAccuracy ? (double)correct / _rows : double.NaN);
        return new EpochResult(epoch, training, null, seconds, _rows / seconds) { LearningRate = rate };
    }

    private void EndEpoch(EpochResult trained)
    {
        EpochResult result = Evaluated(trained);
        _losses.Add((result.Validation ?? result.Training).Loss);
        _observer?.OnEpoch(result);
        _toldToStop = _options.OnEpoch?.Invoke(result) == EpochDecision.Stop;
    }

    // On the averaged weights, where there are some: they are what the trained network will have.
    private EpochResult Evaluated(EpochResult trained)
    {
        _step.ExchangeWithAverage();
        try
        {
            EpochResult result = trained with { Validation = _evaluator?.Run() };
            _epochs.Add(result);
            if (_options.EarlyStopping?.Judge(_epochs).Best == result.Epoch) _network.Parameters.Span.CopyTo(_bestWeights);
            return result;
        }
        finally
        {
            _step.ExchangeWithAverage();
        }
    }

    private float RateAt(int epoch, int step) =>
        (float)_options.Schedule.RateAt(_options.LearningRateOrDefault, new TrainingMoment(epoch - 1, step, _stepsPerEpoch, _options.Epochs, _losses));
}
