namespace MlPipeline.Network.Format;

/// <summary>CRC-32 as in zip files (reflected polynomial 0xEDB88320): tells a damaged file from a whole one.</summary>
internal struct Checksum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    private uint _inverted;

    /// <summary>Of all bytes added so far.</summary>
    public readonly uint Value => _inverted ^ uint.MaxValue;

    public static Checksum Start() => new() { _inverted = uint.MaxValue };

    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint value = _inverted;
        foreach (byte item in bytes) value = Table[(byte)(value ^ item)] ^ (value >> 8);
        _inverted = value;
    }

    private static uint Remainder(int value)
    {
        uint remainder = (uint)value;
        for (int bit = 0; bit < 8; bit++) remainder = (remainder & 1) != 0 ? 0xEDB88320 ^ (remainder >> 1) : remainder >> 1;
        return remainder;
    }
}
