using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The column type of each <see cref="DataKind"/>, and back: the one byte by which model files name an item type.</summary>
internal static class DataKinds
{
    private static readonly PrimitiveDataViewType?[] Types =
    [
        null,
        NumberDataViewType.SByte,
        NumberDataViewType.Byte,
        NumberDataViewType.Int16,
        NumberDataViewType.UInt16,
        NumberDataViewType.Int32,
        NumberDataViewType.UInt32,
        NumberDataViewType.Int64,
        NumberDataViewType.UInt64,
        NumberDataViewType.Single,
        NumberDataViewType.Double,
        TextDataViewType.Instance,
        BooleanDataViewType.Instance,
        TimeSpanDataViewType.Instance,
        DateTimeDataViewType.Instance,
        DateTimeOffsetDataViewType.Instance,
    ];

    /// <summary>The type of that kind, or null when the number names none.</summary>
    public static PrimitiveDataViewType? TypeOrNull(DataKind kind)
        => (uint)kind < (uint)Types.Length ? Types[(int)kind] : null;

    /// <summary>The kind whose values have that raw type, or null when there is none.</summary>
    public static DataKind? KindOrNull(Type rawType)
    {
        int kind = Array.FindIndex(Types, type => type?.RawType == rawType);
        return kind < 0 ? null : (DataKind)kind;
    }
}
