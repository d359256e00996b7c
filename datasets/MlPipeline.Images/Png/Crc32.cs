namespace MlPipeline.Images.Png;

/// <summary>The checksum of PNG chunks.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes) crc = Table[(byte)(crc ^ b)] ^ crc >> 8;
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint b = 0; b < table.Length; b++)
        {
            uint crc = b;
            for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            table[b] = crc;
        }
        return table;
    }
}
