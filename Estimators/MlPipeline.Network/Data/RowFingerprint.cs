using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MlPipeline.Network.Data;

/// <summary>
/// Rows in one line of text: their number, their width, and the first digits of the SHA-256 of their numbers.
/// </summary>
internal sealed class RowFingerprint : IDisposable
{
    private const int Digits = 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(ReadOnlySpan<float> features, ReadOnlySpan<float> target, ReadOnlySpan<float> weight)
    {
        _hash.AppendData(MemoryMarshal.AsBytes(features));
        _hash.AppendData(MemoryMarshal.AsBytes(target));
        _hash.AppendData(MemoryMarshal.AsBytes(weight));
    }

    public string Text(RowSource rows) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.Rows} rows of {rows.Width} features ({Convert.ToHexStringLower(_hash.GetCurrentHash())[..Digits]})"
        );

    public void Dispose() => _hash.Dispose();
}
