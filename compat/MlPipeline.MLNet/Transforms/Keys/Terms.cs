namespace Microsoft.ML.Transforms;

/// <summary>What makes a value of a type a term: its equality, its order, and which values are missing and so no terms.</summary>
internal static class Terms<T>
{
    public static IEqualityComparer<T> Equality { get; } =
        TextContent.Comparer as IEqualityComparer<T> ?? EqualityComparer<T>.Default;

    public static IComparer<T> Order { get; } =
        TextContent.Comparer as IComparer<T> ?? Comparer<T>.Default;

    /// <summary>Empty text, NaN and the missing key have no key.</summary>
    public static bool IsMissing(T value, bool isKey) => value switch
    {
        ReadOnlyMemory<char> text => text.IsEmpty,
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        _ => isKey && EqualityComparer<T>.Default.Equals(value, default),
    };

    /// <summary>The value as it may be kept after its row is gone.</summary>
    public static T Keep(T value)
        => value is ReadOnlyMemory<char> text && (object)text.ToString().AsMemory() is T kept ? kept : value;
}
