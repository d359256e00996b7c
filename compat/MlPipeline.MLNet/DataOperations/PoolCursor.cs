namespace Microsoft.ML.Data;

/// <summary>Keeps a pool of the input's rows and gives a random one of them each time.</summary>
internal sealed class PoolCursor : MovingCursor
{
    private readonly DataViewRowCursor _input;
    private readonly int _poolSize;
    private readonly Random _rand;
    private readonly RowStore _store;
    private readonly List<int> _pool = [];
    private int _current = -1;
    private bool _inputEnded;

    public PoolCursor(DataViewRowCursor input, ActiveColumns active, int poolSize, Random rand)
        : base(active.Schema, active)
    {
        (_input, _poolSize, _rand) = (input, poolSize, rand);
        _store = new RowStore(input, active.Columns, withIds: true);
    }

    // The pool mixes the rows of batches, so they are one.
    public override long Batch => 0;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _store.CreateIdGetter(() => _current);

    protected override Delegate CreateGetter(DataViewSchema.Column column) => _store.CreateGetter(column, () => _current);

    protected override bool MoveNextCore()
    {
        // The place of the row given last is free again.
        int free = _current >= 0 ? _current : _store.Count;
        while (!_inputEnded && _pool.Count < _poolSize)
        {
            if (!_input.MoveNext())
            {
                _inputEnded = true;
                break;
            }
            _store.Put(free);
            _pool.Add(free);
            free = _store.Count;
        }
        if (_pool.Count == 0) return false;

        int drawn = _rand.Next(_pool.Count);
        _current = _pool[drawn];
        _pool[drawn] = _pool[^1];
        _pool.RemoveAt(_pool.Count - 1);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _input.Dispose();
        base.Dispose(disposing);
    }
}
