using MlPipeline.Network.Checkpoints;
using MlPipeline.Network.Layers;
using MlPipeline.Network.Losses;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>
/// One step of gradient descent, as two parallel phases.
/// <list type="number">
/// <item>Rows, in one segment or several (<see cref="RowPhase"/>): forward, loss, backward to every layer's dz.</item>
/// <item>Slices of parameters (<see cref="ParameterPhase"/>): the gradient over the whole batch, the optimizer's update
/// while
/// it is still in cache, and the repacked copy for the next backward pass.</item>
/// </list>
/// Where the whole gradient must be known before the update (its norm is limited), or all weights of a unit after it
/// (their norm is), the second phase comes in parts, with the gradient in a buffer of the parameters' size. Every
/// number is computed by one thread in a fixed order, so any number of threads gives the same bits. All buffers are
/// sized once.
/// </summary>
internal sealed class TrainingStep
{
    private readonly FeedForwardNetwork _network;
    private readonly WorkerTeam _team;
    private readonly OptimizerState _optimizer;
    private readonly TrainingOptions _options;
    private readonly Mixup? _mixup;
    private readonly WeightAverage? _average;
    private readonly NormPhase? _normPhase;
    private readonly RowPhase _rowPhase;
    private readonly ParameterPhase _parameterPhase;
    private readonly ulong _noise;
    private long _steps;

    public TrainingStep(FeedForwardNetwork network, TrainingOptions options, int batchSize, WorkerTeam team)
    {
        _network = network;
        _team = team;
        _options = options;
        int length = network.Parameters.Length;
        var buffers = new StepBuffers(network, batchSize, options.FrozenLayers);
        _optimizer = new OptimizerState(options.Optimizer, network.Parameters);
        _noise = new RandomStream(options.Seed, RandomStream.Dropout).NextUInt64();
        if (options.Mixup > 0)
            _mixup = new Mixup(
                options.Mixup,
                options.Seed,
                batchSize,
                network.Spec.InputSize,
                network.Spec.OutputSize,
                team.Degree
            );
        if (options.WeightAveraging is { } decay)
            _average = new WeightAverage(decay, length);
        if (options.MaxNorm is { } most)
            _normPhase = new NormPhase(network, buffers.FrozenEnd, most);
        Loss loss = options.LabelSmoothing > 0 ? new SmoothedCrossEntropy(options.LabelSmoothing) : network.Loss;
        _rowPhase = new RowPhase(network, buffers, loss, _mixup, batchSize, team);
        _parameterPhase = new ParameterPhase(network, buffers, _optimizer, options, _average, team.Degree);
        if (options.ClipNorm != null)
            _parameterPhase.WholeGradient = new AlignedBuffer(length);
    }

    /// <summary>Steps on the <paramref name="count"/> rows of a batch.</summary>
    /// <returns>The sum of their losses, and how many were correct, before the step.</returns>
    public (double Loss, int Correct) Run(BatchSource batch, int count, float learningRate)
    {
        (double loss, int correct) = Backward(batch, count);
        if (!double.IsFinite(loss))
            return (loss, correct);
        _steps++;
        _optimizer.BeginStep(learningRate);
        _average?.BeginStep();
        UpdateParameters();
        return (loss, correct);
    }

    /// <summary>
    /// dL/dparameters, in the layout of the parameters, clipped by value, and the mean loss; steps nowhere. For tests.
    /// </summary>
    internal (double Loss, AlignedBuffer Gradient) ComputeGradient(BatchSource batch, int count)
    {
        (double loss, _) = Backward(batch, count);
        AlignedBuffer? kept = _parameterPhase.WholeGradient;
        var gradient = new AlignedBuffer(_network.Parameters.Length);
        _parameterPhase.WholeGradient = gradient;
        RunParts(ParameterPhase.Parts.Gradient);
        _parameterPhase.WholeGradient = kept;
        return (loss / count, gradient);
    }

    /// <summary>
    /// Writes everything that decides about further steps: weights, states of the optimizer, average, draws.
    /// </summary>
    internal void Save(BinaryWriter writer)
    {
        writer.Write(_steps);
        writer.WriteBlock<float>(_network.Parameters.Span);
        _optimizer.Save(writer);
        _average?.Save(writer);
        _mixup?.Random.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    internal void Restore(BinaryReader reader)
    {
        _steps = reader.ReadInt64();
        reader.ReadBlock(_network.Parameters.Span);
        _optimizer.Restore(reader);
        _average?.Restore(reader);
        _mixup?.Random.Restore(reader);
        _parameterPhase.DeriveAll();
    }

    /// <summary>
    /// Exchanges the weights with their moving average, where there is one; a second call undoes the first.
    /// </summary>
    internal void ExchangeWithAverage()
    {
        if (_average is not { HasValues: true })
            return;
        // What is not learned by gradients has no average.
        foreach (Range range in _parameterPhase.LearnedRanges())
        {
            Span<float> values = _network.Parameters.Span[range];
            Span<float> average = _average.Values.Span[range];
            for (int i = 0; i < values.Length; i++)
                (values[i], average[i]) = (average[i], values[i]);
        }
    }

    // One phase where nothing needs more: a slice's gradient never leaves the cache.
    private void UpdateParameters()
    {
        ParameterPhase.Parts rest =
            _normPhase == null
                ? ParameterPhase.Parts.Update | ParameterPhase.Parts.Finish
                : ParameterPhase.Parts.Update;
        if (_options.ClipNorm is { } most)
        {
            RunParts(ParameterPhase.Parts.Gradient);
            _parameterPhase.LimitNorm(most);
            RunParts(rest);
        }
        else
        {
            RunParts(ParameterPhase.Parts.Gradient | rest);
        }
        if (_normPhase == null)
            return;
        _team.Run(_normPhase, _normPhase.Tasks);
        RunParts(ParameterPhase.Parts.Finish);
    }

    private void RunParts(ParameterPhase.Parts parts)
    {
        _parameterPhase.Now = parts;
        _team.Run(_parameterPhase, _parameterPhase.Slices);
    }

    private (double Loss, int Correct) Backward(BatchSource batch, int count)
    {
        _parameterPhase.Rows = count;
        _mixup?.Begin(count);
        // Of the number of the step alone, so that a training that goes on after a break drops the same.
        return _rowPhase.Run(batch, count, _noise + (ulong)_steps * 0x9E3779B97F4A7C15);
    }
}
