namespace MlPipeline.Network;

/// <summary>The features of a training set: [Rows, Width], read a row at a time.</summary>
public abstract class FeatureMatrix
{
    /// <summary>Number of rows.</summary>
    public abstract int Rows { get; }

    /// <summary>Features of a row.</summary>
    public abstract int Width { get; }

    /// <summary>Copies a row; safe to call from several threads.</summary>
    public abstract void CopyRow(int row, Span<float> destination);
}

/// <summary>
/// Features as 32-bit floats, in blocks, so that rows may be added without knowing how many will come.
/// </summary>
public sealed class FloatMatrix : FeatureMatrix
{
    private const int DefaultBlockRows = 4096;

    private readonly int _blockRows;
    private readonly List<float[]> _blocks = [];
    private int _rows;

    /// <param name="width">Features of a row, at least 1.</param>
    public FloatMatrix(int width)
        : this(width, DefaultBlockRows) { }

    internal FloatMatrix(int width, int blockRows)
    {
        Width = width;
        _blockRows = blockRows;
    }

    /// <summary>A matrix of so many rows, to be overwritten.</summary>
    internal static FloatMatrix Of(int rows, int width)
    {
        var matrix = new FloatMatrix(width);
        for (; matrix._rows < rows; matrix._rows += Math.Min(DefaultBlockRows, rows - matrix._rows))
            matrix.AddBlock(Math.Min(DefaultBlockRows, rows - matrix._rows));
        return matrix;
    }

    /// <inheritdoc/>
    public override int Rows => _rows;

    /// <inheritdoc/>
    public override int Width { get; }

    /// <summary>Bytes that are allocated.</summary>
    internal long Bytes { get; private set; }

    /// <summary>
    /// Bytes that <see cref="AddRow"/> allocates next: nothing while there is room in the last block.
    /// </summary>
    internal long NextBytes => _rows % _blockRows == 0 ? (long)_blockRows * Width * sizeof(float) : 0;

    /// <summary>Adds a row and returns it for filling.</summary>
    public Span<float> AddRow()
    {
        if (_rows % _blockRows == 0)
            AddBlock(_blockRows);
        _rows = checked(_rows + 1);
        return Row(_rows - 1);
    }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination) => Row(row).CopyTo(destination);

    /// <summary>A row, which may be overwritten.</summary>
    internal Span<float> Row(int row) => _blocks[row / _blockRows].AsSpan(row % _blockRows * Width, Width);

    private void AddBlock(int rows)
    {
        _blocks.Add(GC.AllocateUninitializedArray<float>(checked(rows * Width)));
        Bytes += (long)rows * Width * sizeof(float);
    }
}
