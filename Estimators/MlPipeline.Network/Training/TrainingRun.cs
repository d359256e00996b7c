using System.Globalization;
using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Data;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>
/// One training of a network, epoch by epoch; it can be written down between any two steps, and go on from there.
/// </summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly FeedForwardNetwork _network;
    private readonly TrainingOptions _options;
    private readonly ITrainingObserver? _observer;
    private readonly CancellationToken _cancellation;
    private readonly int _rows;
    private readonly int _stepsPerEpoch;
    private readonly WorkerTeam _team;
    private readonly BatchSource _batches;
    private readonly Evaluator? _evaluator;
    private readonly TrainingStep _step;
    private readonly CheckpointWriter? _checkpoints;
    private readonly float[] _bestWeights;
    private readonly List<EpochResult> _epochs = [];
    private readonly List<double> _losses = [];
    private EpochProgress? _current;
    private bool _toldToStop;

    public TrainingRun(
        FeedForwardNetwork network,
        RowSource training,
        TrainingOptions options,
        RowSource? validation,
        ITrainingObserver? observer,
        CancellationToken cancellation
    )
    {
        _network = network;
        _options = options;
        _observer = observer;
        _cancellation = cancellation;
        int batchSize = Math.Min(options.BatchSize, training.Rows);
        _rows = training.Rows;
        _stepsPerEpoch = (int)(((long)_rows + options.BatchSize - 1) / options.BatchSize);
        _team = new WorkerTeam(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount);
        _batches = training.Batches(
            batchSize,
            options.Shuffle ? new RandomStream(options.Seed, RandomStream.Shuffling) : null
        );
        _evaluator = validation == null ? null : new Evaluator(network, validation, _team);
        _step = new TrainingStep(network, options, batchSize, _team);
        _bestWeights = new float[options.EarlyStopping == null ? 0 : network.Parameters.Length];
        if (options.Checkpoint is { } checkpoint)
            _checkpoints = new CheckpointWriter(
                checkpoint,
                Fingerprint.Of(network, training, validation, options),
                Save,
                observer
            );
    }

    /// <summary>Why the training is over; null while it is not.</summary>
    private StopReason? Ended =>
        _current != null ? null
        : _epochs.Count > 0
        && _options.EarlyStopping is { } stopping
        && stopping.Judge(_epochs).Since >= stopping.Patience
            ? StopReason.EarlyStopping
        : _toldToStop ? StopReason.Callback
        : _epochs.Count >= _options.Epochs ? StopReason.AllEpochs
        : null;

    public TrainingHistory Run()
    {
        if (_options.Checkpoint is { Resume: true })
            _checkpoints!.Resume(Restore);
        try
        {
            while (Ended is null)
            {
                TrainEpoch();
                EndEpoch();
                _checkpoints?.AfterEpoch(_epochs.Count, isLast: Ended != null);
            }
        }
        catch (OperationCanceledException) when (_checkpoints != null)
        {
            _checkpoints.WriteOrThrow();
            throw;
        }
        return Finish(Ended.Value);
    }

    public void Dispose()
    {
        _evaluator?.Dispose();
        _batches.Dispose();
        _team.Dispose();
    }

    // Looks for a cancellation between steps only, so that whatever is written down lies between two steps.
    private void TrainEpoch()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_current is { IsTrained: true })
            return;
        int epoch = _epochs.Count + 1;
        EpochProgress progress = _current ?? new EpochProgress();
        progress.Begin();
        if (_current == null)
            _batches.BeginEpoch();
        _current = progress;
        for (; _batches.Next() is var count and > 0; _cancellation.ThrowIfCancellationRequested())
        {
            float rate = RateAt(progress.Steps);
            (double loss, int correct) = _step.Run(_batches, count, rate);
            progress.Add(loss, correct, rate);
            if (!double.IsFinite(loss))
                throw new TrainingDivergedException(epoch, progress.Steps, loss / count, rate);
            _observer?.OnStep(epoch, progress.Steps, _stepsPerEpoch, loss / count);
            _checkpoints?.AfterStep();
        }
        progress.End();
    }

    private void EndEpoch()
    {
        EpochResult result = Evaluated(_current!.Result(_epochs.Count + 1, _rows, _network.Loss.HasAccuracy));
        _current = null;
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
            EpochResult result = trained with { Validation = _evaluator?.Run(_cancellation) };
            _epochs.Add(result);
            if (_options.EarlyStopping?.Judge(_epochs).Best == result.Epoch)
                _network.Parameters.Span.CopyTo(_bestWeights);
            return result;
        }
        finally
        {
            _step.ExchangeWithAverage();
        }
    }

    private TrainingHistory Finish(StopReason reason)
    {
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
        return new TrainingHistory(_epochs) { StopReason = reason, WeightsOfEpoch = kept };
    }

    private float RateAt(int step) =>
        (float)
            _options.Schedule.RateAt(
                _options.LearningRateOrDefault,
                new TrainingMoment(_epochs.Count, step, _stepsPerEpoch, _options.Epochs, _losses)
            );

    private void Save(BinaryWriter writer)
    {
        writer.Write(_epochs.Count);
        foreach (EpochResult epoch in _epochs)
            epoch.Save(writer);
        writer.Write(_toldToStop);
        writer.Write(_current != null);
        _current?.Save(writer);
        _step.Save(writer);
        _batches.Save(writer);
        writer.WriteBlock<float>(_bestWeights);
    }

    private void Restore(BinaryReader reader, int epochsBefore)
    {
        int epochs = reader.ReadInt32();
        for (int i = 0; i < epochs; i++)
            _epochs.Add(EpochResult.Restore(reader));
        _losses.AddRange(_epochs.Select(epoch => (epoch.Validation ?? epoch.Training).Loss));
        _toldToStop = reader.ReadBoolean();
        _current = reader.ReadBoolean() ? EpochProgress.Restore(reader) : null;
        _step.Restore(reader);
        _batches.Restore(reader);
        reader.ReadBlock<float>(_bestWeights);
        CheckEpochs(epochsBefore);
    }

    private void CheckEpochs(int before)
    {
        if (_options.Epochs == before)
            return;
        string path = _options.Checkpoint!.Path;
        int begun = _epochs.Count + (_current == null ? 0 : 1);
        if (begun > _options.Epochs)
        {
            throw new CheckpointException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The checkpoint '{path}' cannot be resumed: it is in epoch {begun}, and Epochs is "
                        + $"{_options.Epochs}; give at least {begun}, or train without resuming."
                )
            );
        }
        _observer?.OnWarning(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The checkpoint '{path}' is of a training of {before} epochs; this one goes on to {_options.Epochs}, "
                    + $"and from here the learning rate follows the schedule of {_options.Epochs} epochs."
            )
        );
    }
}
