using System.Buffers.Binary;

namespace MlPipeline.Datasets.Tests;

/// <summary>PNG files whose header declares another size, with a checksum that is right.</summary>
internal static class ForgedPng
{
    // Signature, length and type of the header's chunk lie before its 13 bytes; its checksum follows.
    private const int Type = 12;
    private const int Width = 16;
    private const int Height = 20;
    private const int End = 29;

    public static byte[] WithSize(byte[] png, int width, int height)
    {
        byte[] forged = [.. png];
        BinaryPrimitives.WriteInt32BigEndian(forged.AsSpan(Width), width);
        BinaryPrimitives.WriteInt32BigEndian(forged.AsSpan(Height), height);
        BinaryPrimitives.WriteUInt32BigEndian(forged.AsSpan(End), Crc(forged.AsSpan(Type, End - Type)));
        return forged;
    }

    // The polynomial's textbook form, most significant bit last.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            uint low = (crc ^ value) & 0xFF;
            for (int i = 0; i < 8; i++)
                low = (low & 1) != 0 ? 0xEDB88320 ^ (low >> 1) : low >> 1;
            crc = (crc >> 8) ^ low;
        }
        return ~crc;
    }
}
