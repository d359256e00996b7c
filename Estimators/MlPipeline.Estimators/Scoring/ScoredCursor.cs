using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Estimators.Data;

namespace MlPipeline.Estimators.Scoring;

/// <summary>
/// Reads rows ahead of its consumer, keeps what will be asked of them, and scores them block by block. The source is
/// read on the consumer's thread only. An error in a row comes when the consumer gets there, as without reading ahead.
/// </summary>
internal sealed class ScoredCursor : DataViewRowCursor
{
    // The first blocks are short: whoever wants a few rows only does not wait for hundreds.
    private const int FirstRows = 12;

    private readonly ScoredDataView _view;
    private readonly DataViewRowCursor _source;
    private readonly bool[] _active;
    private readonly ValueGetter<VBuffer<float>> _getFeatures;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly Dictionary<int, KeptColumn> _columns = [];
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private readonly Queue<ScoredBlock> _ahead = new();
    private readonly Queue<ScoredBlock> _free = new();
    private readonly int _cores;

    private VBuffer<float> _features;
    private ScoredBlock? _block;
    private ExceptionDispatchInfo? _error;
    private bool _ended;
    private int _row;
    private int _rowsOfBlock = FirstRows;
    private long _position = -1;

    public ScoredCursor(ScoredDataView view, DataViewRowCursor source, bool[] active, int cores)
    {
        _view = view;
        _source = source;
        _active = active;
        _cores = cores;
        // A block is being read by the consumer, one is waiting, and every core may have one.
        int blocks = cores + 2;
        int places = blocks * ScoredBlock.MostRows;
        for (int i = 0; i < blocks; i++)
            _free.Enqueue(new ScoredBlock(view.Scorer, i * ScoredBlock.MostRows));
        _ids = new DataViewRowId[places];
        _batches = new long[places];
        int inputs = view.Scorer.Network.Spec.InputSize;
        _getFeatures = FeatureVectors.GetterOf(source, source.Schema[view.Features.Index], inputs, "data");
        _getId = source.GetIdGetter();
        for (int column = 0; column < active.Length; column++)
            if (active[column] && view.IsFromSource(column))
                _columns[column] = KeptColumn.Create(source, source.Schema[column], places);
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _position;

    public override long Batch => _batches[Place()];

    public override bool MoveNext()
    {
        if (_block == null || ++_row == _block.Count)
        {
            if (!NextBlock())
            {
                _position = -1;
                _error?.Throw();
                return false;
            }
        }
        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[Place()];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index])
            throw new ArgumentOutOfRangeException(
                nameof(column),
                $"Column '{column.Name}' is not active; ask for it when the cursor is made."
            );
        Delegate getter = _columns.TryGetValue(column.Index, out KeptColumn? kept)
            ? kept.GetterAt(Place)
            : _view.Scorer.CreateGetter(column.Name, CurrentScores)!;
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}' is {column.Type}; a getter of {typeof(TValue).Name} was asked for."
            );
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source.Dispose();
        base.Dispose(disposing);
    }

    private int Place() =>
        _block == null || _position < 0
            ? throw new InvalidOperationException(
                "The cursor stands on no row; call MoveNext first, and ask nothing after the last."
            )
            : _block.FirstPlace + _row;

    private bool NextBlock()
    {
        if (_block != null)
            _free.Enqueue(_block);
        _block = null;
        // One block at first, for a quick first row; then two at a time, until all are ahead.
        for (int i = 0; i < (_position < 0 ? 1 : 2) && !_ended && _free.Count > 0; i++)
            ReadBlock(_free.Dequeue());
        if (!_ahead.TryDequeue(out _block))
            return false;
        // While another is at work on it, one of those behind it can be scored as well.
        if (!_block.TryScore() && !_block.IsScored)
            foreach (ScoredBlock later in _ahead)
                if (later.TryScore())
                    break;
        _block.Wait();
        _row = 0;
        return true;
    }

    private void ReadBlock(ScoredBlock block)
    {
        block.Clear();
        try
        {
            while (block.Count < _rowsOfBlock)
            {
                if (!_source.MoveNext())
                {
                    _ended = true;
                    break;
                }
                ReadRow(block);
            }
        }
        catch (Exception error)
        {
            _error = ExceptionDispatchInfo.Capture(error);
            _ended = true;
        }
        _rowsOfBlock = Math.Min(2 * _rowsOfBlock, ScoredBlock.MostRows);
        if (block.Count == 0)
            return;
        block.Complete();
        _ahead.Enqueue(block);
        if (_cores > 1)
            ThreadPool.UnsafeQueueUserWorkItem(static b => b.TryScore(), block, preferLocal: false);
    }

    private void ReadRow(ScoredBlock block)
    {
        int place = block.FirstPlace + block.Count;
        _getFeatures(ref _features);
        _features.CopyTo(block.NextRow());
        foreach (KeptColumn column in _columns.Values)
            column.Keep(place);
        _getId(ref _ids[place]);
        _batches[place] = _source.Batch;
        block.Add();
    }

    private ReadOnlySpan<float> CurrentScores() => _block!.Scores(Place() - _block.FirstPlace);
}
