using System.Numerics.Tensors;
using MlPipeline.Network.Losses;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>
/// Mixup (Zhang et al. 2018): trains on <c>l x[i] + (1 - l) x[j]</c> with the loss <c>l L(y, t[i]) + (1 - l) L(y,
/// t[j])</c>, l drawn from Beta(alpha, alpha) for each mini-batch, and j from a random permutation of it. A row counts
/// as correct where it decides for the target of the greater share.
/// </summary>
internal sealed class Mixup
{
    private readonly double _alpha;
    private readonly RandomStream _random;
    private readonly int[] _partners;
    private readonly AlignedBuffer[] _rows;
    private readonly AlignedBuffer[] _outputs;
    private readonly AlignedBuffer[] _gradients;
    private float _share = 1;

    public Mixup(float alpha, int seed, int batchSize, int inputs, int outputs, int workers)
    {
        _alpha = alpha;
        _random = new RandomStream(seed, RandomStream.Mixing);
        _partners = new int[batchSize];
        AlignedBuffer[] PerWorker(int length) =>
            [.. Enumerable.Range(0, workers).Select(_ => new AlignedBuffer(length))];
        _rows = PerWorker(inputs);
        _outputs = PerWorker(outputs);
        _gradients = PerWorker(outputs);
    }

    /// <summary>The stream of the draws.</summary>
    public RandomStream Random => _random;

    /// <summary>Draws the share and the partners of a mini-batch.</summary>
    public void Begin(int count)
    {
        _share = (float)BetaDistribution.Draw(_random, _alpha);
        for (int i = 0; i < count; i++)
            _partners[i] = i;
        _random.Shuffle(_partners.AsSpan(0, count));
    }

    /// <summary>The features of a row and its partner, mixed.</summary>
    public void CopyRow(BatchSource batch, int row, Span<float> destination, int worker)
    {
        Span<float> other = _rows[worker].Span[..destination.Length];
        batch.CopyRow(row, destination);
        batch.CopyRow(_partners[row], other);
        TensorPrimitives.Multiply(destination, _share, destination);
        TensorPrimitives.MultiplyAdd(other, 1 - _share, destination, destination);
    }

    /// <summary>The loss of a mixed row and its gradient, times <paramref name="scale"/>.</summary>
    /// <param name="loss">Of one target.</param>
    /// <param name="batch">Where the targets are.</param>
    /// <param name="row">Number of the row.</param>
    /// <param name="logits">[outputs]; become the outputs.</param>
    /// <param name="scale">Factor on the gradient.</param>
    /// <param name="gradient">[outputs], overwritten.</param>
    /// <param name="worker">Who computes it.</param>
    public (float Loss, bool Correct) LossAndGradient(
        Loss loss,
        BatchSource batch,
        int row,
        Span<float> logits,
        float scale,
        Span<float> gradient,
        int worker
    )
    {
        Target own = batch.TargetOf(row);
        Target other = batch.TargetOf(_partners[row]);
        Span<float> again = _outputs[worker].Span[..logits.Length];
        Span<float> otherGradient = _gradients[worker].Span[..logits.Length];
        logits.CopyTo(again);
        float share = _share * batch.WeightOf(row);
        float otherShare = (1 - _share) * batch.WeightOf(_partners[row]);
        float sum = share * loss.Forward(logits, own) + otherShare * loss.Forward(again, other);
        loss.Backward(logits, own, scale * share, gradient);
        loss.Backward(again, other, scale * otherShare, otherGradient);
        TensorPrimitives.Add(gradient, otherGradient, gradient);
        return (sum, loss.IsCorrect(logits, _share >= 0.5f ? own : other));
    }
}
