using System.Runtime.CompilerServices;

namespace MlPipeline.Network.Data;

/// <summary>
/// Features a byte each, where that loses nothing: every row comes back bit for bit as it was added. Rows are collected
/// in blocks. A full block is encoded column by column: as <see cref="AffineCode"/>, which pixels and their
/// normalizations are, or else by a table of the column's distinct values. A column of too many values turns the matrix
/// to floats.
/// </summary>
internal sealed class CompactMatrix : FeatureMatrix
{
    private const int MostBlockRows = 1024;
    private const int LeastBlockRows = 64;
    private const int BlockFloats = 1 << 20;

    /// <summary>Rows after which a table is smaller than what its column saves.</summary>
    private const int LeastTableRows = 1024;

    /// <summary>So many values or fewer say little about a column's scale.</summary>
    private const int FewValues = 16;

    private readonly long _limit;
    private readonly int _blockRows;
    private readonly AffineRows _affine;
    private readonly DistinctValues?[] _tables;
    private readonly List<byte[]> _blocks = [];
    private readonly int[] _lost;

    // Rows not yet encoded: all of them in a small matrix.
    private float[] _pending = [];
    private readonly List<int> _tabled = [];
    private FloatMatrix? _floats;
    private AffineCode _likely = new(1, 0);
    private int _rows;

    /// <param name="width">Features of a row, at least 1.</param>
    /// <param name="limit">Bytes the rows may take.</param>
    public CompactMatrix(int width, long limit = long.MaxValue)
    {
        Width = width;
        _limit = limit;
        // A small limit goes to rows at a byte a feature, not to the block that is being filled.
        _blockRows = (int)
            Math.Clamp(Math.Min(BlockFloats, limit / (4 * sizeof(float))) / width, LeastBlockRows, MostBlockRows);
        _affine = new AffineRows(width);
        _tables = new DistinctValues?[width];
        _lost = new int[width];
    }

    /// <inheritdoc/>
    public override int Rows => _rows;

    /// <inheritdoc/>
    public override int Width { get; }

    /// <summary>Bytes that the rows take.</summary>
    public long Bytes =>
        _floats?.Bytes
        ?? _blocks.Count * BlockBytes
            + _pending.Length * (long)sizeof(float)
            + _tabled.Count * (long)DistinctValues.Bytes;

    private long BlockBytes => (long)_blockRows * Width;

    private int PendingRows => _rows - _blocks.Count * _blockRows;

    /// <summary>
    /// Adds a row; false where that would take more bytes than the limit: then no row can be added any more.
    /// </summary>
    public bool TryAdd(ReadOnlySpan<float> row)
    {
        if (_floats == null)
        {
            if (_pending.Length == 0 && !TryAllocatePending())
                return false;
            if (PendingRows == _blockRows && !TryEncodeBlock())
                return false;
        }
        if (_floats != null)
        {
            if (_floats.Bytes + _floats.NextBytes > _limit)
                return false;
            row.CopyTo(_floats.AddRow());
        }
        else
        {
            row.CopyTo(_pending.AsSpan(PendingRows * Width, Width));
        }
        _rows = checked(_rows + 1);
        return true;
    }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination)
    {
        if (_floats != null)
        {
            _floats.CopyRow(row, destination);
            return;
        }
        (int block, int place) = Math.DivRem(row, _blockRows);
        if (block < _blocks.Count)
            Decode(_blocks[block].AsSpan(place * Width, Width), destination);
        else
            _pending.AsSpan(place * Width, Width).CopyTo(destination);
    }

    private void Decode(ReadOnlySpan<byte> codes, Span<float> destination)
    {
        _affine.Decode(codes, destination);
        foreach (int column in _tabled)
            destination[column] = _tables[column]!.Values[codes[column]];
    }

    private bool TryAllocatePending()
    {
        if (BlockBytes * sizeof(float) > _limit)
            return false;
        _pending = GC.AllocateUninitializedArray<float>(checked(_blockRows * Width));
        return true;
    }

    // The full block becomes bytes, or all rows become floats.
    private bool TryEncodeBlock()
    {
        if (Bytes + BlockBytes > _limit)
            return false;
        byte[] codes = GC.AllocateUninitializedArray<byte>(_blockRows * Width);
        if (!EncodeAffine(codes))
        {
            if (!TryExtendCodes())
                return TryTurnToFloats();
            EncodeAffine(codes);
        }
        foreach (int column in _tabled)
            if (!TryEncodeByTable(column, _tables[column]!, codes))
                return TryTurnToFloats();
        _blocks.Add(codes);
        return true;
    }

    /// <summary>
    /// Encodes the pending rows, and says whether that lost nothing in the columns that have no table.
    /// </summary>
    private bool EncodeAffine(byte[] codes)
    {
        Array.Clear(_lost);
        for (int r = 0; r < _blockRows; r++)
            _affine.Encode(_pending.AsSpan(r * Width, Width), codes.AsSpan(r * Width, Width), _lost);
        foreach (int column in _tabled)
            _lost[column] = 0;
        return !_lost.AsSpan().ContainsAnyExcept(0);
    }

    private bool TryEncodeByTable(int column, DistinctValues table, byte[] codes)
    {
        for (int i = column; i < codes.Length; i += Width)
        {
            int code = table.Add(_pending[i]);
            if (code < 0)
                return false;
            codes[i] = (byte)code;
        }
        return true;
    }

    /// <summary>
    /// Gives every column that lost something a code that holds all its values; false where there is none.
    /// </summary>
    private bool TryExtendCodes()
    {
        List<(int Column, float[] Values)> outgrown = [];
        var values = new DistinctValues();
        for (int column = 0; column < Width; column++)
        {
            if (_lost[column] == 0)
                continue;
            if (!TryCollect(column, values))
                return false;
            outgrown.Add((column, values.Values.ToArray()));
        }
        // Those with most values first: their scale is the surest, and often the others' too.
        outgrown.Sort((a, b) => b.Values.Length.CompareTo(a.Values.Length));
        return outgrown.TrueForAll(column => TryExtendCode(column.Column, column.Values));
    }

    /// <summary>
    /// The values of a column so far, the pending rows included; false where they are too many for a byte.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryCollect(int column, DistinctValues values)
    {
        values.Clear();
        for (int i = column; i < _pending.Length; i += Width)
            if (values.Add(_pending[i]) < 0)
                return false;
        Span<bool> used = stackalloc bool[byte.MaxValue + 1];
        used.Clear();
        foreach (byte[] block in _blocks)
            for (int i = column; i < block.Length; i += Width)
                used[block[i]] = true;
        for (int code = 0; code < used.Length; code++)
            if (used[code] && values.Add(_affine[column].Value((byte)code)) < 0)
                return false;
        return true;
    }

    private bool TryExtendCode(int column, float[] values)
    {
        AffineCode old = _affine[column];
        if (AffineFit.TryFit(values, _likely, out AffineCode fitted))
        {
            if (values.Length > FewValues)
                _likely = fitted;
            _affine[column] = fitted;
            Recode(column, code => fitted.Code(old.Value(code)));
            return true;
        }
        if (_rows < LeastTableRows || Bytes + BlockBytes + DistinctValues.Bytes > _limit)
            return false;
        var table = new DistinctValues();
        foreach (float value in values)
            table.Add(value);
        _tables[column] = table;
        _tabled.Add(column);
        Recode(column, code => (byte)Math.Max(0, table.Find(old.Value(code))));
        return true;
    }

    // A code that no row has may become anything.
    private void Recode(int column, Func<byte, byte> recode)
    {
        if (_blocks.Count == 0)
            return;
        Span<byte> map = stackalloc byte[byte.MaxValue + 1];
        for (int code = 0; code < map.Length; code++)
            map[code] = recode((byte)code);
        foreach (byte[] block in _blocks)
            for (int i = column; i < block.Length; i += Width)
                block[i] = map[block[i]];
    }

    private bool TryTurnToFloats()
    {
        var floats = new FloatMatrix(Width, _blockRows);
        if ((_blocks.Count + 1) * floats.NextBytes > _limit)
            return false;
        for (int b = 0; b < _blocks.Count; b++)
        {
            for (int r = 0; r < _blockRows; r++)
                Decode(_blocks[b].AsSpan(r * Width, Width), floats.AddRow());
            // Not both forms of all rows at once.
            _blocks[b] = [];
        }
        for (int r = 0; r < _blockRows; r++)
            _pending.AsSpan(r * Width, Width).CopyTo(floats.AddRow());
        _blocks.Clear();
        _tabled.Clear();
        _floats = floats;
        _pending = [];
        return true;
    }
}
