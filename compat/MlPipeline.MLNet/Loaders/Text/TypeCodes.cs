using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The short names of types in the schema comments of a text file: R4, TX, U4[10] for keys.</summary>
internal static class TypeCodes
{
    private static readonly (string Code, DataKind Kind, Type Raw)[] All =
    [
        ("I1", DataKind.SByte, typeof(sbyte)),
        ("U1", DataKind.Byte, typeof(byte)),
        ("I2", DataKind.Int16, typeof(short)),
        ("U2", DataKind.UInt16, typeof(ushort)),
        ("I4", DataKind.Int32, typeof(int)),
        ("U4", DataKind.UInt32, typeof(uint)),
        ("I8", DataKind.Int64, typeof(long)),
        ("U8", DataKind.UInt64, typeof(ulong)),
        ("R4", DataKind.Single, typeof(float)),
        ("R8", DataKind.Double, typeof(double)),
        ("TX", DataKind.String, typeof(ReadOnlyMemory<char>)),
        ("BL", DataKind.Boolean, typeof(bool)),
        ("TS", DataKind.TimeSpan, typeof(TimeSpan)),
        ("DT", DataKind.DateTime, typeof(DateTime)),
        ("DZ", DataKind.DateTimeOffset, typeof(DateTimeOffset)),
    ];

    /// <summary>The .NET type of a kind's values.</summary>
    public static Type RawTypeOf(DataKind kind)
    {
        int index = Array.FindIndex(All, entry => entry.Kind == kind);
        return index >= 0 ? All[index].Raw : throw new ArgumentOutOfRangeException(nameof(kind), string.Create(CultureInfo.InvariantCulture, $"{(int)kind} is no kind of data."));
    }

    /// <summary>The kind of a .NET type's values, or null.</summary>
    public static DataKind? KindOf(Type raw)
    {
        int index = Array.FindIndex(All, entry => entry.Raw == raw);
        return index >= 0 ? All[index].Kind : null;
    }

    /// <summary>The short name of a type, or null where it cannot be text.</summary>
    public static string? CodeOf(PrimitiveDataViewType type)
    {
        int index = Array.FindIndex(All, entry => entry.Raw == type.RawType);
        if (index < 0) return null;
        return type is KeyDataViewType key ? string.Create(CultureInfo.InvariantCulture, $"{All[index].Code}[{key.Count}]") : All[index].Code;
    }

    /// <summary>The kind, and for keys the count, that a short name stands for.</summary>
    public static bool TryParse(string code, out DataKind kind, out KeyCount? keyCount)
    {
        (kind, keyCount) = (default, null);
        int bracket = code.IndexOf('[', StringComparison.Ordinal);
        string name = bracket < 0 ? code : code[..bracket];
        int index = Array.FindIndex(All, entry => entry.Code == name);
        if (index < 0) return false;
        kind = All[index].Kind;
        if (bracket < 0) return true;
        if (!ulong.TryParse(code.AsSpan(bracket + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out ulong count)) return false;
        keyCount = new KeyCount(count);
        return true;
    }
}
