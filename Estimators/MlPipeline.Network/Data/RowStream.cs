namespace MlPipeline.Network.Data;

/// <summary>
/// Rows that are not held but read anew each time they are needed: the same rows in the same order every time, but for
/// what varies by the pass.
/// </summary>
internal abstract class RowStream
{
    /// <summary>Number of rows.</summary>
    public abstract int Rows { get; }

    /// <summary>Features of a row.</summary>
    public abstract int Width { get; }

    /// <summary>Values that are a row's target; 0 where it is a class.</summary>
    public abstract int ValuesPerRow { get; }

    /// <summary>Whether rows have weights; otherwise each weight is 1.</summary>
    public virtual bool HasWeights => false;

    /// <summary>Begins at the first row.</summary>
    /// <param name="pass">
    /// The epoch, from 1; 0 where nothing is learned from what is read. Augmented rows vary by it.
    /// </param>
    public abstract RowReader Open(int pass);
}

/// <summary>Reads rows one after the other, on one thread at a time.</summary>
internal abstract class RowReader : IDisposable
{
    /// <summary>Reads the next row; false past the last.</summary>
    /// <param name="features">[Width], overwritten.</param>
    /// <param name="target">The class, or the values, and then the weight where rows have some; overwritten.</param>
    public abstract bool TryRead(Span<float> features, Span<float> target);

    /// <inheritdoc/>
    public abstract void Dispose();
}
