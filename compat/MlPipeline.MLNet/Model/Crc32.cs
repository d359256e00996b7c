using System.Buffers.Binary;

namespace Microsoft.ML.Model;

/// <summary>The checksum of zip files; .NET's own reader does not compare it, and a flipped bit of a weight would go unseen.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int BytesAtOnce = 8;

    // Tables[k][b] is the remainder of byte b followed by k zero bytes, so that eight bytes take one step.
    private static readonly uint[][] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint[][] t = Tables;
        uint crc = ~0u;
        for (; bytes.Length >= BytesAtOnce; bytes = bytes[BytesAtOnce..])
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc, high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[7][(byte)low] ^ t[6][(byte)(low >> 8)] ^ t[5][(byte)(low >> 16)] ^ t[4][low >> 24]
                ^ t[3][(byte)high] ^ t[2][(byte)(high >> 8)] ^ t[1][(byte)(high >> 16)] ^ t[0][high >> 24];
        }
        foreach (byte b in bytes) crc = t[0][(byte)(crc ^ b)] ^ crc >> 8;
        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[BytesAtOnce][];
        for (int k = 0; k < BytesAtOnce; k++) tables[k] = new uint[256];
        for (uint b = 0; b < 256; b++)
        {
            uint crc = b;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ Polynomial : crc >> 1;
            tables[0][b] = crc;
        }
        for (int k = 1; k < BytesAtOnce; k++)
            for (int b = 0; b < 256; b++)
                tables[k][b] = tables[0][(byte)tables[k - 1][b]] ^ tables[k - 1][b] >> 8;
        return tables;
    }
}
