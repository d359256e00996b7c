namespace Microsoft.ML.Data;

/// <summary>Asking a column type about items and sizes.</summary>
public static class DataViewTypeExtensions
{
    /// <summary>The number of items of a vector; 0 where it varies, or for other types.</summary>
    public static int GetVectorSize(this DataViewType columnType) => (columnType as VectorDataViewType)?.Size ?? 0;

    /// <summary>The type of a vector's items; the type itself for others.</summary>
    public static DataViewType GetItemType(this DataViewType columnType) => (columnType as VectorDataViewType)?.ItemType ?? columnType;
}
