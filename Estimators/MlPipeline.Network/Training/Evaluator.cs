using MlPipeline.Network.Layers;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Network.Training;

/// <summary>Mean loss and accuracy of a network over a set, in parallel blocks of rows whose results are summed in order.</summary>
internal sealed unsafe class Evaluator : IParallelWork
{
    private const int BlockRows = 256;

    private readonly FeedForwardNetwork _network;
    private readonly WorkerTeam _team;
    private readonly TrainingSet _data;
    private readonly Predictor[] _predictors;
    private readonly AlignedBuffer[] _inputs;
    private readonly (double Loss, int Correct)[] _blocks;
    private readonly int _stride;

    public Evaluator(FeedForwardNetwork network, TrainingSet data, WorkerTeam team)
    {
        (_network, _data, _team) = (network, data, team);
        _stride = Kernels.Panels.Padded(network.Spec.InputSize);
        int rows = Math.Min(BlockRows, data.Rows);
        _predictors = [.. Enumerable.Range(0, team.Degree).Select(_ => new Predictor(network, rows))];
        _inputs = [.. Enumerable.Range(0, team.Degree).Select(_ => new AlignedBuffer((long)rows * _stride))];
        _blocks = new (double, int)[(data.Rows + BlockRows - 1) / BlockRows];
    }

    public Evaluation Run()
    {
        _team.Run(this, _blocks.Length);
        double loss = 0;
        long correct = 0;
        foreach ((double blockLoss, int blockCorrect) in _blocks) (loss, correct) = (loss + blockLoss, correct + blockCorrect);
        return new Evaluation(loss / _data.Rows, _network.Loss.HasAccuracy ? (double)correct / _data.Rows : double.NaN);
    }

    void IParallelWork.Execute(int task, int worker)
    {
        int start = task * BlockRows, count = Math.Min(BlockRows, _data.Rows - start);
        var x = new Rows(_inputs[worker].Pointer, count, _stride);
        for (int r = 0; r < count; r++) _data.Features.CopyRow(start + r, x.Row(r)[.._data.Features.Width]);
        Rows y = _predictors[worker].Forward(x);
        double loss = 0;
        int correct = 0;
        for (int r = 0; r < count; r++)
        {
            Losses.Target target = _data.TargetOf(start + r);
            Span<float> row = y.Row(r)[.._network.Spec.OutputSize];
            loss += _network.Loss.Forward(row, target);
            if (_network.Loss.IsCorrect(row, target)) correct++;
        }
        _blocks[task] = (loss, correct);
    }
}
