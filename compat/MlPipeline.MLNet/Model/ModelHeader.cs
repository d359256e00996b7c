using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML;

/// <summary>The first 256 bytes of a model stream, which say where its parts lie; positions count from its start.</summary>
public struct ModelHeader
{
    /// <summary>Its length in bytes.</summary>
    public const int Size = 256;

    /// <summary>"ML MODEL".</summary>
    public const ulong SignatureValue = 0x4C45444F4D004C4D;

    /// <summary>The same, backwards, at the end.</summary>
    public const ulong TailSignatureValue = 0x4D4C004D4F44454C;

    internal const uint VersionWritten = 0x00010002, VersionReadable = 0x00010002, VersionReadBack = 0x00010001;
    internal const int LoaderSignatureSize = 24;

    private const int AtVersions = 0x08, AtModel = 0x10, AtStringTable = 0x20, AtStringChars = 0x30, AtModelSignature = 0x40, AtModelVersions = 0x48;
    private const int AtLoader = 0x50, AtLoaderAlt = 0x68, AtTail = 0x80, AtLimit = 0x88, AtAssemblyName = 0x90;

    /// <summary>Where the model's own data begins.</summary>
    public long FpModel;

    /// <summary>Its length.</summary>
    public long CbModel;

    /// <summary>Where the ends of the strings are listed.</summary>
    public long FpStringTable;

    /// <summary>The length of the list.</summary>
    public long CbStringTable;

    /// <summary>Where the strings are.</summary>
    public long FpStringChars;

    /// <summary>Their length.</summary>
    public long CbStringChars;

    /// <summary>What is in the file.</summary>
    public ulong ModelSignature;

    /// <summary>The model's version.</summary>
    public uint ModelVerWritten;

    /// <summary>The oldest version whose readers can read it.</summary>
    public uint ModelVerReadable;

    /// <summary>Where the tail is.</summary>
    public long FpTail;

    /// <summary>Where the stream ends.</summary>
    public long FpLim;

    /// <summary>Where the loader's assembly is named.</summary>
    public long FpAssemblyName;

    /// <summary>The length of the name in bytes.</summary>
    public uint CbAssemblyName;

    internal string LoaderSignature;
    internal string LoaderSignatureAlt;

    internal readonly void Write(Span<byte> bytes)
    {
        bytes.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, SignatureValue);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[AtVersions..], VersionWritten);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(AtVersions + 4)..], VersionReadable);
        WritePair(bytes[AtModel..], FpModel, CbModel);
        WritePair(bytes[AtStringTable..], FpStringTable, CbStringTable);
        WritePair(bytes[AtStringChars..], FpStringChars, CbStringChars);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[AtModelSignature..], ModelSignature);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[AtModelVersions..], ModelVerWritten);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(AtModelVersions + 4)..], ModelVerReadable);
        Encoding.ASCII.GetBytes(LoaderSignature ?? "", bytes.Slice(AtLoader, LoaderSignatureSize));
        Encoding.ASCII.GetBytes(LoaderSignatureAlt ?? "", bytes.Slice(AtLoaderAlt, LoaderSignatureSize));
        WritePair(bytes[AtTail..], FpTail, FpLim);
        WritePair(bytes[AtAssemblyName..], FpAssemblyName, CbAssemblyName);
    }

    internal static ModelHeader Read(ReadOnlySpan<byte> stream)
    {
        if (stream.Length < Size + sizeof(ulong) || BinaryPrimitives.ReadUInt64LittleEndian(stream) != SignatureValue)
            throw new FormatException("Corrupt model: it does not begin with a model header.");
        uint written = BinaryPrimitives.ReadUInt32LittleEndian(stream[AtVersions..]), readable = BinaryPrimitives.ReadUInt32LittleEndian(stream[(AtVersions + 4)..]);
        if (readable > VersionWritten || written < VersionReadBack)
            throw new FormatException($"The model's header has version {written:x8}; this version reads {VersionReadBack:x8} to {VersionWritten:x8}.");
        var header = new ModelHeader
        {
            FpModel = Long(stream, AtModel),
            CbModel = Long(stream, AtModel + 8),
            FpStringTable = Long(stream, AtStringTable),
            CbStringTable = Long(stream, AtStringTable + 8),
            FpStringChars = Long(stream, AtStringChars),
            CbStringChars = Long(stream, AtStringChars + 8),
            ModelSignature = BinaryPrimitives.ReadUInt64LittleEndian(stream[AtModelSignature..]),
            ModelVerWritten = BinaryPrimitives.ReadUInt32LittleEndian(stream[AtModelVersions..]),
            ModelVerReadable = BinaryPrimitives.ReadUInt32LittleEndian(stream[(AtModelVersions + 4)..]),
            LoaderSignature = Text(stream.Slice(AtLoader, LoaderSignatureSize)),
            LoaderSignatureAlt = Text(stream.Slice(AtLoaderAlt, LoaderSignatureSize)),
            FpTail = Long(stream, AtTail),
            FpLim = Long(stream, AtLimit),
            FpAssemblyName = Long(stream, AtAssemblyName),
            CbAssemblyName = BinaryPrimitives.ReadUInt32LittleEndian(stream[(AtAssemblyName + 8)..]),
        };
        header.Validate(stream);
        return header;
    }

    private readonly void Validate(ReadOnlySpan<byte> stream)
    {
        bool inside = In(FpModel, CbModel, stream.Length) && In(FpStringTable, CbStringTable, stream.Length)
            && In(FpStringChars, CbStringChars, stream.Length) && In(FpAssemblyName, CbAssemblyName, stream.Length) && In(FpTail, sizeof(ulong), stream.Length);
        if (!inside || FpLim != stream.Length) throw new FormatException($"Corrupt model: it has {stream.Length} bytes, its header says {FpLim}.");
        if (BinaryPrimitives.ReadUInt64LittleEndian(stream[(int)FpTail..]) != TailSignatureValue) throw new FormatException("Corrupt model: it does not end with a model tail.");
    }

    private static bool In(long start, long length, long limit) => start >= 0 && length >= 0 && start <= limit - length;

    private static long Long(ReadOnlySpan<byte> stream, int at) => BinaryPrimitives.ReadInt64LittleEndian(stream[at..]);

    private static void WritePair(Span<byte> bytes, long first, long second)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, first);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], second);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes).TrimEnd('\0');
}
