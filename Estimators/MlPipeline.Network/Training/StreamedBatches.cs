using MlPipeline.Network.Data;
using MlPipeline.Network.Losses;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Training;

/// <summary>
/// Batches of rows that are read anew each epoch. Shuffled, a batch is drawn at random from a pool of rows, and the
/// next rows of the stream take the places of those drawn: so a row comes at random out of the pool's length of the
/// stream, and the memory is that of the pool. Unshuffled, the pool is the batch and rows come as they are read.
/// </summary>
internal sealed class StreamedBatches : BatchSource
{
    // Handing a chunk over costs a switch of threads, which must not come with every row.
    private const int LeastChunkRows = 64;
    private const int MostChunkRows = 256;

    /// <summary>Share of the memory that a chunk of rows read ahead may take: 1 of so many.</summary>
    private const int ChunkShare = 8;

    private readonly RowStream _stream;
    private readonly int _batchSize;
    private readonly int _targets;
    private readonly int _numbers;
    private readonly int _chunkRows;
    private readonly RandomStream? _shuffling;
    private readonly FloatMatrix _pool;

    // Of each place: the class or values, and the weight where rows have some.
    private readonly float[] _poolTargets;

    // Places of the pool: first those of rows to come, then those of the current batch, then empty ones.
    private readonly int[] _places;
    private int _epoch;
    private int _waiting;
    private int _count;
    private int _served;
    private ReadAhead? _reader;

    // Where the random stream was when the epoch began: from there the epoch can be gone through again.
    private RandomStream? _epochStart;

    public StreamedBatches(RowStream stream, long poolBytes, int batchSize, RandomStream? shuffling)
    {
        _stream = stream;
        _batchSize = Math.Min(batchSize, stream.Rows);
        _shuffling = shuffling;
        _targets = Math.Max(1, stream.ValuesPerRow);
        _numbers = stream.HasWeights ? _targets + 1 : _targets;
        long rowBytes = sizeof(float) * ((long)stream.Width + _numbers);
        long placeBytes = rowBytes + sizeof(int);
        _chunkRows = (int)
            Math.Clamp(poolBytes / ChunkShare / rowBytes, Math.Min(_batchSize, LeastChunkRows), MostChunkRows);
        long room = (poolBytes - ReadAhead.Chunks * _chunkRows * rowBytes) / placeBytes;
        int rows = shuffling == null ? _batchSize : (int)Math.Clamp(room, _batchSize, stream.Rows);
        _pool = FloatMatrix.Of(rows, stream.Width);
        _poolTargets = new float[checked(_pool.Rows * _numbers)];
        _places = new int[_pool.Rows];
        Bytes =
            _pool.Bytes
            + (_poolTargets.Length * sizeof(float))
            + (_places.Length * sizeof(int))
            + ReadAhead.Chunks * _chunkRows * rowBytes;
    }

    /// <summary>Bytes that rows take: the pool, and what is read ahead.</summary>
    public long Bytes { get; }

    /// <inheritdoc/>
    public override void BeginEpoch()
    {
        Close();
        _reader = new ReadAhead(_stream.Open(++_epoch), _stream.Width, _numbers, _chunkRows);
        for (int i = 0; i < _places.Length; i++)
            _places[i] = i;
        _waiting = 0;
        _count = 0;
        _served = 0;
        _epochStart = _shuffling?.Copy();
        Refill(_places.Length);
    }

    /// <inheritdoc/>
    public override int Next()
    {
        Refill(_count);
        _count = Math.Min(_batchSize, _stream.Rows - _served);
        if (_count > _waiting)
            throw new InvalidOperationException(
                $"The data gave {_stream.Rows} rows when they were first read, and {_served + _waiting} now; rows "
                    + "that are streamed must be the same every time: write them to a file, or raise the cache size "
                    + "limit."
            );
        Draw();
        _served += _count;
        if (_count == 0)
            Close();
        return _count;
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter writer)
    {
        bool within = _reader != null;
        writer.Write(within ? _served : 0);
        writer.Write(within ? _epoch - 1 : _epoch);
        (within ? _epochStart : _shuffling)?.Save(writer);
    }

    /// <summary>Reads the rows before that place once more.</summary>
    public override void Restore(BinaryReader reader)
    {
        int served = reader.ReadInt32();
        _epoch = reader.ReadInt32();
        _shuffling?.Restore(reader);
        if (served == 0)
            return;
        BeginEpoch();
        while (_served < served)
            Next();
    }

    /// <inheritdoc/>
    public override void CopyRow(int index, Span<float> destination) =>
        _pool.CopyRow(_places[_waiting + index], destination);

    /// <inheritdoc/>
    public override Target TargetOf(int index)
    {
        ReadOnlySpan<float> target = _poolTargets.AsSpan(_places[_waiting + index] * _numbers, _targets);
        return _stream.ValuesPerRow == 0 ? new Target((int)target[0]) : new Target(target);
    }

    /// <inheritdoc/>
    public override float WeightOf(int index) =>
        _stream.HasWeights ? _poolTargets[_places[_waiting + index] * _numbers + _targets] : 1;

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        Close();
    }

    private void Close()
    {
        _reader?.Dispose();
        _reader = null;
    }

    // The stream's next rows take the places of the last batch, as long as there are any.
    private void Refill(int places)
    {
        for (int i = 0; i < places; i++)
        {
            int place = _places[_waiting];
            if (!_reader!.TryRead(_pool.Row(place), _poolTargets.AsSpan(place * _numbers, _numbers)))
                return;
            _waiting++;
        }
    }

    // Chosen places go to the end of those waiting, which then ends before them.
    private void Draw()
    {
        for (int last = _waiting - 1; _shuffling != null && last >= _waiting - _count; last--)
        {
            int chosen = _shuffling.NextInt(last + 1);
            (_places[chosen], _places[last]) = (_places[last], _places[chosen]);
        }
        _waiting -= _count;
    }
}
