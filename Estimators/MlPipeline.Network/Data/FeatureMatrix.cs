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

/// <summary>Features as 32-bit floats, in blocks, so that rows may be added without knowing how many will come.</summary>
/// <param name="width">Features of a row, at least 1.</param>
public sealed class FloatMatrix(int width) : FeatureMatrix
{
    private const int BlockRows = 4096;

    private readonly List<float[]> _blocks = [];
    private int _rows;

    /// <inheritdoc/>
    public override int Rows => _rows;

    /// <inheritdoc/>
    public override int Width => width;

    /// <summary>Adds a row and returns it for filling.</summary>
    public Span<float> AddRow()
    {
        int place = _rows % BlockRows;
        if (place == 0) _blocks.Add(GC.AllocateUninitializedArray<float>(checked(BlockRows * width)));
        _rows = checked(_rows + 1);
        return _blocks[^1].AsSpan(place * width, width);
    }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> destination) =>
        _blocks[row / BlockRows].AsSpan(row % BlockRows * width, width).CopyTo(destination);
}
