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
/// <item>Slices of parameters (<see cref="ParameterPhase"/>): the gradient over the whole batch, the optimizer's update while
/// it is still in cache, and the repacked copy for the next backward pass.</item>
/// </list>
/// Every number is computed by one thread in a fixed order, so any number of threads gives the same bits. All buffers are
/// sized once.
/// </summary>
internal sealed class TrainingStep
{
    private readonly StepBuffers _buffers;
    private readonly RowPhase _rowPhase;
    private readonly ParameterPhase _parameterPhase;
    private readonly Mixup? _mixup;
    private readonly ulong _noise;
    private int _count;

    public TrainingStep(FeedForwardNetwork network, OptimizerSpec spec, int batchSize, WorkerTeam team, int seed = 0, Regularization? rules = null)
    {
        rules ??= Regularization.None;
        _buffers = new StepBuffers(network, batchSize);
        _noise = new RandomStream(seed, RandomStream.Dropout).NextUInt64();
        if (rules.Mixup > 0) _mixup = new Mixup(rules.Mixup, seed, batchSize, network.Spec.InputSize, network.Spec.OutputSize, team.Degree);
        Loss loss = rules.LabelSmoothing > 0 ? new SmoothedCrossEntropy(rules.LabelSmoothing) : network.Loss;
        _rowPhase = new RowPhase(network, _buffers, batchSize, team, loss, _mixup);
        _parameterPhase = new ParameterPhase(network, _buffers, team, spec, rules);
    }

    /// <summary>Steps taken so far, which also decide the noise of the next.</summary>
    public long Steps { get; private set; }

    /// <summary>Steps on the <paramref name="count"/> rows of a batch.</summary>
    /// <returns>The sum of their losses, and how many were correct, before the step.</returns>
    public (double Loss, int Correct) Run(BatchSource batch, int count, float learningRate)
    {
        (double loss, int correct) = Backward(batch, count);
        if (!double.IsFinite(loss)) return (loss, correct);
        Steps++;
        _parameterPhase.Run(count, learningRate);
        return (loss, correct);
    }

    /// <summary>Exchanges the weights with their moving average, where there is one; a second call undoes the first.</summary>
    public void ExchangeWithAverage() => _parameterPhase.ExchangeWithAverage();

    /// <summary>Writes everything that decides about further steps: weights, states, average, draws.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Steps);
        _parameterPhase.Save(writer);
        _mixup?.Random.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(BinaryReader reader)
    {
        Steps = reader.ReadInt64();
        _parameterPhase.Restore(reader);
        _mixup?.Random.Restore(reader);
    }

    /// <summary>dL/dparameters, in the layout of the parameters, and the mean loss; steps nowhere. For tests.</summary>
    internal (double Loss, AlignedBuffer Gradient) ComputeGradient(BatchSource batch, int count)
    {
        (double loss, _) = Backward(batch, count);
        return (loss / count, _parameterPhase.Gradient(count));
    }

    /// <summary>dL/dy of a layer, as the last batch left it. For tests.</summary>
    internal Rows DeltaOf(int layer) => _buffers.Delta(layer, 0, _count);

    private (double Loss, int Correct) Backward(BatchSource batch, int count)
    {
        _count = count;
        return _rowPhase.Run(batch, count, _noise + (ulong)Steps * 0x9E3779B97F4A7C15);
    }
}
