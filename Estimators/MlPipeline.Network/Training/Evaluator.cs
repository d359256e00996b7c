using MlPipeline.Network.Data;
using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Network.Training;

/// <summary>
/// Mean loss and accuracy of a network over a set, in parallel blocks of rows whose results are summed in order: the
/// same bits for any number of threads, from memory and from a stream.
/// </summary>
internal sealed unsafe class Evaluator : IParallelWork, IDisposable
{
    private const int BlockRows = 256;

    private readonly FeedForwardNetwork _network;
    private readonly WorkerTeam _team;
    private readonly BatchSource _batches;
    private readonly Predictor[] _predictors;
    private readonly AlignedBuffer[] _inputs;
    private readonly (double Loss, int Correct)[] _blocks;
    private readonly int _stride;
    private readonly int _rows;
    private int _count;

    public Evaluator(FeedForwardNetwork network, RowSource data, WorkerTeam team)
    {
        _network = network;
        _team = team;
        _rows = data.Rows;
        _stride = Kernels.Panels.Padded(network.Spec.InputSize);
        int rows = Math.Min(BlockRows, data.Rows);
        _predictors = [.. Enumerable.Range(0, team.Degree).Select(_ => new Predictor(network, rows))];
        _inputs = [.. Enumerable.Range(0, team.Degree).Select(_ => new AlignedBuffer((long)rows * _stride))];
        _blocks = new (double, int)[team.Degree];
        _batches = data.Batches(checked(team.Degree * BlockRows), shuffling: null);
    }

    public Evaluation Run(CancellationToken cancellation = default)
    {
        double loss = 0;
        long correct = 0;
        _batches.BeginEpoch();
        while ((_count = _batches.Next()) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            int blocks = (_count + BlockRows - 1) / BlockRows;
            _team.Run(this, blocks);
            foreach ((double blockLoss, int blockCorrect) in _blocks.AsSpan(0, blocks))
                (loss, correct) = (loss + blockLoss, correct + blockCorrect);
        }
        return new Evaluation(loss / _rows, _network.Loss.HasAccuracy ? (double)correct / _rows : double.NaN);
    }

    public void Dispose() => _batches.Dispose();

    void IParallelWork.Execute(int task, int worker)
    {
        int start = task * BlockRows;
        int count = Math.Min(BlockRows, _count - start);
        var x = new Rows(_inputs[worker].Pointer, count, _stride);
        for (int r = 0; r < count; r++)
            _batches.CopyRow(start + r, x.Row(r)[.._network.Spec.InputSize]);
        Rows y = _predictors[worker].Forward(x);
        double loss = 0;
        int correct = 0;
        for (int r = 0; r < count; r++)
        {
            Losses.Target target = _batches.TargetOf(start + r);
            Span<float> row = y.Row(r)[.._network.Spec.OutputSize];
            loss += _batches.WeightOf(start + r) * _network.Loss.Forward(row, target);
            if (_network.Loss.IsCorrect(row, target))
                correct++;
        }
        _blocks[task] = (loss, correct);
    }
}
