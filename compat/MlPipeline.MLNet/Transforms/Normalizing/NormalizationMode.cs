using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>How a column is normalized: what is learnt of each slot, and the function made of it.</summary>
internal abstract record NormalizationMode
{
    /// <summary>Fresh statistics for so many slots.</summary>
    public abstract SlotStatistics<T> CreateStatistics<T>(int slots)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>What is wrong with the options, or null.</summary>
    public virtual string? Problem => null;
}

/// <summary>What is learnt of each slot of a column in one pass. Values that are not numbers are left out.</summary>
internal abstract class SlotStatistics<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Takes one row: a value a slot.</summary>
    public abstract void Add(ReadOnlySpan<T> row);

    /// <summary>The function that normalizes columns like the one seen.</summary>
    public abstract NormalizerFunction<T> Finish();
}

/// <summary>One column to normalize.</summary>
internal sealed record NormalizedColumn(string Name, string InputName, long MaximumExampleCount, NormalizationMode Mode);
