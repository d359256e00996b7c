namespace Microsoft.ML.Data;

/// <summary>From .NET types to column types.</summary>
internal static class DataViewTypeManager
{
    /// <summary>The number type stored as that .NET type.</summary>
    public static NumberDataViewType NumberOf(Type rawType) => (NumberDataViewType?)PrimitiveOrNull(rawType)
        ?? throw new ArgumentException($"{rawType} is no number.", nameof(rawType));

    /// <summary>The primitive type stored as that .NET type, or null.</summary>
    public static PrimitiveDataViewType? PrimitiveOrNull(Type rawType) =>
        rawType == typeof(float) ? NumberDataViewType.Single
        : rawType == typeof(double) ? NumberDataViewType.Double
        : rawType == typeof(int) ? NumberDataViewType.Int32
        : rawType == typeof(uint) ? NumberDataViewType.UInt32
        : rawType == typeof(byte) ? NumberDataViewType.Byte
        : rawType == typeof(sbyte) ? NumberDataViewType.SByte
        : rawType == typeof(short) ? NumberDataViewType.Int16
        : rawType == typeof(ushort) ? NumberDataViewType.UInt16
        : rawType == typeof(long) ? NumberDataViewType.Int64
        : rawType == typeof(ulong) ? NumberDataViewType.UInt64
        : rawType == typeof(bool) ? BooleanDataViewType.Instance
        : rawType == typeof(ReadOnlyMemory<char>) || rawType == typeof(string) ? TextDataViewType.Instance
        : rawType == typeof(TimeSpan) ? TimeSpanDataViewType.Instance
        : rawType == typeof(DateTime) ? DateTimeDataViewType.Instance
        : rawType == typeof(DateTimeOffset) ? DateTimeOffsetDataViewType.Instance
        : rawType == typeof(DataViewRowId) ? RowIdDataViewType.Instance
        : null;
}
