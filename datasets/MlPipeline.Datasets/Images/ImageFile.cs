using MlPipeline.Images;

namespace MlPipeline.Datasets.Images;

/// <summary>Reads pictures (PNG, PNM, BMP) as gray images.</summary>
public static class ImageFile
{
    /// <summary>Reads an image. Colours become luma (ITU-R BT.601); transparent pixels lie on white.</summary>
    /// <exception cref="DatasetException">The file is missing, is no picture, or is damaged.</exception>
    public static GrayImage ReadGray(string path)
    {
        if (!File.Exists(path)) throw new DatasetException($"There is no file '{path}'; check the path.");
        try
        {
            RgbaImage image = ImageDecoder.Decode(File.ReadAllBytes(path));
            return new GrayImage(image.ToGrayOnWhite(), image.Height, image.Width);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"'{path}' {error.Message}.", error);
        }
    }
}
