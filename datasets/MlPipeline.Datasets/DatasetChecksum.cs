using System.Security.Cryptography;

namespace MlPipeline.Datasets;

/// <summary>Holds what was read of a named data set against the checksums of its manifest.</summary>
internal static class DatasetChecksum
{
    /// <summary>
    /// Checks images and labels in the form of raw IDX files of bytes, whatever their packing and type of values.
    /// </summary>
    /// <exception cref="DatasetException">A file holds something else.</exception>
    public static void Check(
        DatasetManifest manifest,
        ImageSet set,
        (DatasetFile File, string Path) images,
        (DatasetFile File, string Path) labels
    )
    {
        Check(manifest, images, IdxFile.ImagesContent(set));
        Check(manifest, labels, IdxFile.LabelsContent(set));
    }

    private static void Check(
        DatasetManifest manifest,
        (DatasetFile File, string Path) of,
        (byte[] Header, byte[] Values) content
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(content.Header);
        hash.AppendData(content.Values);
        string found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (found == of.File.Sha256)
            return;
        throw new DatasetException(
            $"'{of.Path}' is not the file of {manifest.Name}: the SHA-256 of its content is {found[..12]}..., that "
                + $"of the data set {of.File.Sha256[..12]}...; "
                + $"remove it and fetch it with 'mlpipeline datasets fetch {manifest.Name}'."
        );
    }
}
