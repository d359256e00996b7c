using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Work that is written once for every type a column's items can have.</summary>
internal interface IPrimitiveTypeVisitor<out TResult>
{
    TResult Visit<T>()
        where T : notnull;
}

/// <summary>Work that is written once for every number type.</summary>
internal interface INumberTypeVisitor<out TResult>
{
    TResult Visit<T>()
        where T : struct, INumber<T>;
}

/// <summary>From a run-time type to generic code, without reflection, so that trimming and NativeAOT see every case.</summary>
internal static class PrimitiveTypes
{
    /// <summary>Calls the visitor with the type; null (default) when no column's items can have it.</summary>
    public static TResult? Visit<TResult>(Type rawType, IPrimitiveTypeVisitor<TResult> visitor)
        => rawType == typeof(float) ? visitor.Visit<float>()
            : rawType == typeof(double) ? visitor.Visit<double>()
            : rawType == typeof(uint) ? visitor.Visit<uint>()
            : rawType == typeof(ReadOnlyMemory<char>) ? visitor.Visit<ReadOnlyMemory<char>>()
            : rawType == typeof(bool) ? visitor.Visit<bool>()
            : rawType == typeof(int) ? visitor.Visit<int>()
            : rawType == typeof(long) ? visitor.Visit<long>()
            : rawType == typeof(byte) ? visitor.Visit<byte>()
            : rawType == typeof(sbyte) ? visitor.Visit<sbyte>()
            : rawType == typeof(short) ? visitor.Visit<short>()
            : rawType == typeof(ushort) ? visitor.Visit<ushort>()
            : rawType == typeof(ulong) ? visitor.Visit<ulong>()
            : rawType == typeof(TimeSpan) ? visitor.Visit<TimeSpan>()
            : rawType == typeof(DateTime) ? visitor.Visit<DateTime>()
            : rawType == typeof(DateTimeOffset) ? visitor.Visit<DateTimeOffset>()
            : rawType == typeof(DataViewRowId) ? visitor.Visit<DataViewRowId>()
            : default;

    /// <summary>Calls the visitor with the type; null (default) when it is not a number type.</summary>
    public static TResult? VisitNumber<TResult>(Type rawType, INumberTypeVisitor<TResult> visitor)
        => rawType == typeof(float) ? visitor.Visit<float>()
            : rawType == typeof(double) ? visitor.Visit<double>()
            : rawType == typeof(byte) ? visitor.Visit<byte>()
            : rawType == typeof(sbyte) ? visitor.Visit<sbyte>()
            : rawType == typeof(short) ? visitor.Visit<short>()
            : rawType == typeof(ushort) ? visitor.Visit<ushort>()
            : rawType == typeof(int) ? visitor.Visit<int>()
            : rawType == typeof(uint) ? visitor.Visit<uint>()
            : rawType == typeof(long) ? visitor.Visit<long>()
            : rawType == typeof(ulong) ? visitor.Visit<ulong>()
            : default;
}
