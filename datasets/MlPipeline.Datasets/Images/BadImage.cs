namespace MlPipeline.Datasets.Images;

/// <summary>A file that cannot be read as a picture and was left out.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Reason">What is wrong with it, in words that follow its name.</param>
public sealed record BadImage(string Path, string Reason);
