namespace Microsoft.ML.Transforms.Image;

/// <summary>One column of pictures to resize, and how.</summary>
internal sealed record ResizedColumn(string Name, string InputName, int Width, int Height, ImageResizingEstimator.ResizingKind Resizing, ImageResizingEstimator.Anchor CropAnchor);
