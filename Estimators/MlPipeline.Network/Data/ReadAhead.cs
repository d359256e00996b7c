using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MlPipeline.Network.Data;

/// <summary>
/// Reads rows on a thread of its own, so that reading goes on while a network trains: one chunk of rows is filled while
/// the other is taken from. The order of rows, and when an error comes, are those of the reader.
/// </summary>
internal sealed class ReadAhead : RowReader
{
    /// <summary>Chunks that are allocated.</summary>
    public const int Chunks = 2;

    private readonly RowReader _reader;
    private readonly int _width;
    private readonly int _targets;
    private readonly int _chunkRows;
    private readonly BlockingCollection<Chunk> _empty = [];
    private readonly BlockingCollection<Chunk> _full = [];
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _error;
    private volatile bool _stop;
    private Chunk? _chunk;
    private int _next;

    /// <param name="reader">Read from and disposed by this.</param>
    /// <param name="width">Features of a row.</param>
    /// <param name="targets">Numbers of a target, and the weight where rows have some.</param>
    /// <param name="chunkRows">Rows of a chunk.</param>
    public ReadAhead(RowReader reader, int width, int targets, int chunkRows)
    {
        _reader = reader;
        _width = width;
        _targets = targets;
        _chunkRows = chunkRows;
        for (int i = 0; i < Chunks; i++)
            _empty.Add(new Chunk(new float[checked(chunkRows * width)], new float[chunkRows * targets]));
        _thread = new Thread(Fill) { IsBackground = true, Name = "MlPipeline reader" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public override bool TryRead(Span<float> features, Span<float> target)
    {
        while (_chunk == null || _next == _chunk.Rows)
        {
            if (_chunk != null)
                _empty.Add(_chunk);
            _chunk = null;
            _next = 0;
            if (!_full.TryTake(out _chunk, Timeout.Infinite))
            {
                _error?.Throw();
                return false;
            }
        }
        _chunk.Features.AsSpan(_next * _width, _width).CopyTo(features);
        _chunk.Targets.AsSpan(_next * _targets, _targets).CopyTo(target);
        _next++;
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stop = true;
        _empty.CompleteAdding();
        _thread.Join();
        _reader.Dispose();
        _empty.Dispose();
        _full.Dispose();
    }

    private void Fill()
    {
        try
        {
            foreach (Chunk chunk in _empty.GetConsumingEnumerable())
            {
                chunk.Rows = 0;
                while (
                    !_stop
                    && chunk.Rows < _chunkRows
                    && _reader.TryRead(
                        chunk.Features.AsSpan(chunk.Rows * _width, _width),
                        chunk.Targets.AsSpan(chunk.Rows * _targets, _targets)
                    )
                )
                    chunk.Rows++;
                _full.Add(chunk);
                if (chunk.Rows < _chunkRows)
                    return;
            }
        }
        catch (Exception error)
        {
            // Thrown to whoever reads, after the rows before it.
            _error = ExceptionDispatchInfo.Capture(error);
        }
        finally
        {
            _full.CompleteAdding();
        }
    }

    private sealed record Chunk(float[] Features, float[] Targets)
    {
        public int Rows { get; set; }
    }
}
