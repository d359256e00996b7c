using MlPipeline.Network.Layers;
using MlPipeline.Network.Losses;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;

namespace MlPipeline.Network.Training;

/// <summary>
/// The part of a step that goes over rows: gather, forward through all layers, loss, backward to every layer's dz.
/// Ranges of rows need no other thread, but where a layer depends on the whole batch: there the layers are cut into
/// segments, and all rows end one before any begins the next.
/// </summary>
internal sealed unsafe class RowPhase : IParallelWork
{
    /// <summary>Rows of a range are a multiple of this, so that the kernels' row blocks come out even.</summary>
    private const int Granularity = 8;

    /// <summary>
    /// Floats that a task with images should touch: what stays in a core's L2 until it is read again.
    /// </summary>
    private const int TaskFloats = 1 << 17;

    private readonly FeedForwardNetwork _network;
    private readonly StepBuffers _buffers;
    private readonly WorkerTeam _team;
    private readonly Loss _loss;
    private readonly Mixup? _mixup;
    private readonly int[] _starts;
    private readonly int[] _imageRows;
    private readonly float[] _losses;
    private readonly bool[] _correct;
    private readonly AlignedBuffer[] _gathered;

    private BatchSource _batch = null!;
    private int _count;
    private int _segment;
    private int _taskRows;
    private bool _backward;
    private ulong _noise;

    public RowPhase(
        FeedForwardNetwork network,
        StepBuffers buffers,
        Loss loss,
        Mixup? mixup,
        int batchSize,
        WorkerTeam team
    )
    {
        _network = network;
        _buffers = buffers;
        _loss = loss;
        _mixup = mixup;
        _team = team;
        _losses = new float[batchSize];
        _correct = new bool[batchSize];
        _starts =
        [
            0,
            .. Enumerable
                .Range(0, network.Layers.Length)
                .Where(i => i >= buffers.FrozenEnd && network.Layers[i] is BatchLayer),
        ];
        _imageRows = [.. _starts.Select((_, segment) => RowsPerTask(segment))];
        _gathered =
        [
            .. Enumerable
                .Range(0, team.Degree)
                .Select(_ => new AlignedBuffer(network.Spec.Input.IsFlat ? 0 : network.Spec.InputSize)),
        ];
    }

    /// <summary>The losses of the rows, and how many were correct; leaves every layer's dz.</summary>
    public (double Loss, int Correct) Run(BatchSource batch, int count, ulong noise)
    {
        _batch = batch;
        _count = count;
        _noise = noise;
        for (int segment = 0; segment < _starts.Length; segment++)
        {
            if (segment > 0)
                Combining(segment).Combine(StateOf(_starts[segment], 0, count), count);
            RunSegment(segment, backward: false);
        }
        for (int segment = _starts.Length - 2; segment >= 0; segment--)
        {
            Combining(segment + 1).CombineGradient(StateOf(_starts[segment + 1], 0, count), count);
            RunSegment(segment, backward: true);
        }
        double loss = 0;
        int correct = 0;
        for (int r = 0; r < count; r++)
        {
            loss += _losses[r];
            if (_correct[r])
                correct++;
        }
        return (loss, correct);
    }

    void IParallelWork.Execute(int task, int worker)
    {
        int start = task * _taskRows;
        int count = Math.Min(_taskRows, _count - start);
        if (_backward)
        {
            BackwardSegment(_segment, start, count);
            return;
        }
        if (_segment == 0)
            Gather(start, count, worker);
        int end = EndOf(_segment);
        for (int layer = _starts[_segment]; layer < end; layer++)
            Forward(layer, start, count);
        if (end < _network.Layers.Length)
        {
            ((BatchLayer)_network.Layers[end]).Observe(StateOf(end, start, count), _buffers.X(end, start, count));
            return;
        }
        LossAndGradient(start, count, worker);
        BackwardSegment(_segment, start, count);
    }

    private void Forward(int index, int start, int count)
    {
        Layer layer = _network.Layers[index];
        Rows x = _buffers.X(index, start, count);
        Rows y = _buffers.Y(index, start, count);
        if (index < _buffers.FrozenEnd)
            layer.Forward(_buffers.ParametersOf(index), x, y);
        else
            layer.ForwardTraining(StateOf(index, start, count), x, y);
    }

    private void RunSegment(int segment, bool backward)
    {
        _segment = segment;
        _backward = backward;
        int share = (_count + _team.Degree - 1) / _team.Degree;
        _taskRows =
            _imageRows[segment] > 0 ? _imageRows[segment] : (share + Granularity - 1) / Granularity * Granularity;
        _team.Run(this, (_count + _taskRows - 1) / _taskRows);
    }

    private void Gather(int start, int count, int worker)
    {
        Layout layout = _network.Layers[0].Ports.X;
        int width = _network.Spec.InputSize;
        Rows x = _buffers.X(0, start, count);
        for (int r = 0; r < count; r++)
        {
            Span<float> row = layout.Shape.IsFlat ? x.Row(r)[..width] : _gathered[worker].Span;
            if (_mixup == null)
                _batch.CopyRow(start + r, row);
            else
                _mixup.CopyRow(_batch, start + r, row, worker);
            if (!layout.Shape.IsFlat)
                layout.Scatter(row, x.At(r));
        }
    }

    private void LossAndGradient(int start, int count, int worker)
    {
        int last = _network.Layers.Length - 1;
        int outputs = _network.Spec.OutputSize;
        Rows y = _buffers.Y(last, start, count);
        Rows dz = _buffers.Delta(last, start, count);
        float scale = 1f / _count;
        for (int r = 0; r < count; r++)
        {
            Span<float> row = y.Row(r)[..outputs];
            if (_mixup != null)
            {
                (_losses[start + r], _correct[start + r]) = _mixup.LossAndGradient(
                    _loss,
                    _batch,
                    start + r,
                    row,
                    scale,
                    dz.Row(r)[..outputs],
                    worker
                );
                continue;
            }
            Target target = _batch.TargetOf(start + r);
            float weight = _batch.WeightOf(start + r);
            _losses[start + r] = weight * _loss.Forward(row, target);
            _correct[start + r] = _loss.IsCorrect(row, target);
            _loss.Backward(row, target, weight * scale, dz.Row(r)[..outputs]);
        }
    }

    // From dz of the layer after the segment, or of the output, to dz of the segment's first layer.
    private void BackwardSegment(int segment, int start, int count)
    {
        int first = _starts[segment];
        int from = Math.Min(EndOf(segment), _network.Layers.Length - 1);
        for (int i = from; i > Math.Max(first, _buffers.FirstLearning); i--)
        {
            Layer layer = _network.Layers[i];
            Rows dx = _buffers.Delta(i - 1, start, count);
            layer.BackwardInput(
                StateOf(i, start, count),
                _buffers.X(i, start, count),
                _buffers.Y(i, start, count),
                _buffers.Delta(i, start, count),
                dx
            );
            _network.Layers[i - 1].BackwardActivation(_buffers.Y(i - 1, start, count), dx);
        }
        if (segment > 0)
            Combining(segment)
                .ObserveGradient(
                    StateOf(first, start, count),
                    _buffers.X(first, start, count),
                    _buffers.Delta(first, start, count)
                );
    }

    private BatchLayer Combining(int segment) => (BatchLayer)_network.Layers[_starts[segment]];

    private int EndOf(int segment) => segment + 1 < _starts.Length ? _starts[segment + 1] : _network.Layers.Length;

    private LayerState StateOf(int layer, int start, int count) =>
        _buffers.StateOf(layer, start, count, _count, _noise);

    // 0 where there are no images: each thread then takes one range, as a matrix product wants many rows.
    private int RowsPerTask(int segment)
    {
        Layer[] layers = _network.Layers[_starts[segment]..EndOf(segment)];
        if (layers.All(layer => layer.Ports.X.Shape.IsFlat && layer.Ports.Y.Shape.IsFlat))
            return 0;
        return Math.Clamp(
            TaskFloats / layers.Sum(layer => layer.Ports.X.Stride + layer.Ports.Y.Stride),
            1,
            Granularity
        );
    }
}
