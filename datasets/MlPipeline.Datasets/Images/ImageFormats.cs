namespace MlPipeline.Datasets.Images;

/// <summary>
/// The kinds of pictures that are read. The bytes of a file decide its kind; its extension only whether it counts.
/// </summary>
public static class ImageFormats
{
    /// <summary>The kinds, as a sentence names them.</summary>
    public const string Names = "PNG, JPEG, BMP, GIF or WebP";

    /// <summary>The extensions of files that count as pictures in a folder, ignoring case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"];

    /// <summary>The kind that the first bytes of a file announce; null where it is none of these.</summary>
    internal static string? NameOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "PNG"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "JPEG"
        : bytes.StartsWith("GIF8"u8) ? "GIF"
        : bytes.StartsWith("RIFF"u8) && (bytes.Length < 12 || bytes[8..].StartsWith("WEBP"u8)) ? "WebP"
        : bytes.StartsWith("BM"u8) ? "BMP"
        : null;
}
