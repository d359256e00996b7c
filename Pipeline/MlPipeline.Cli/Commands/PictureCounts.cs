using System.Text.Json;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary>The numbers of files in image folders that were left out or found more than once.</summary>
/// <param name="BadImages">Pictures that cannot be read and were left out.</param>
/// <param name="OtherFiles">Files of other kinds, or in no class's folder, which were left out.</param>
/// <param name="RepeatedImages">Pictures that are the same file as another.</param>
internal sealed record PictureCounts(int BadImages, int OtherFiles, int RepeatedImages)
{
    public static PictureCounts Of(params ImageFolder[] folders) =>
        new(
            folders.Sum(folder => folder.BadImages.Count),
            folders.Sum(folder => folder.OtherFiles.Count),
            folders.Sum(folder => folder.RepeatedImages.Count)
        );

    /// <summary>Writes the fields of a JSON object.</summary>
    public void WriteFields(Utf8JsonWriter json)
    {
        json.WriteNumber("badImages", BadImages);
        json.WriteNumber("otherFiles", OtherFiles);
        json.WriteNumber("repeatedImages", RepeatedImages);
    }
}
