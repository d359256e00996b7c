using MlPipeline.Foundation;
using MlPipeline.Images;

namespace MlPipeline.Datasets.Images;

/// <summary>Writes gray PNG files.</summary>
public static class PngFile
{
    /// <summary>Writes an image, 8 bits gray; the file is complete or is not there.</summary>
    public static void WriteGray(string path, GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        AtomicFile.Write(path, file => PngEncoder.WriteGray(file, image.Pixels, image.Height, image.Width));
    }
}
