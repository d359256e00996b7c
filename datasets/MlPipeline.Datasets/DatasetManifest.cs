using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlPipeline.Datasets;

/// <summary>What is known of a data set that lies in files.</summary>
/// <param name="Name">The name it goes by.</param>
/// <param name="Title">One line about it.</param>
/// <param name="Citation">The publication to cite.</param>
/// <param name="License">Its licence.</param>
/// <param name="ClassNames">Names of the classes.</param>
/// <param name="Addresses">Where the files can be fetched, in order of preference; the file's name is appended.</param>
/// <param name="Files">The files by their role: trainImages, trainLabels, testImages, testLabels.</param>
public sealed record DatasetManifest(
    string Name,
    string Title,
    string Citation,
    string License,
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<string> Addresses,
    IReadOnlyDictionary<string, DatasetFile> Files
)
{
    internal static DatasetManifest Load(string name)
    {
        using Stream stream =
            typeof(DatasetManifest).Assembly.GetManifestResourceStream(name + ".json")
            ?? throw new InvalidOperationException($"The manifest of '{name}' is not in this build.");
        return JsonSerializer.Deserialize(stream, ManifestJson.Default.DatasetManifest)!;
    }
}

/// <summary>A file of a data set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">SHA-256 of its content without the gzip, in lower-case hexadecimal.</param>
/// <param name="Bytes">Length of its content without the gzip, where it is known.</param>
public sealed record DatasetFile(string Name, string Sha256, long? Bytes = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DatasetManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
