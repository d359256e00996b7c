namespace MlPipeline.Estimators.Data;

/// <summary>A row of a folder of pictures.</summary>
internal sealed class ImageFolderRow
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";
}
