using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Augmentation;

/// <summary>Options of augmentation in a model file: numbers in a fixed order, little-endian.</summary>
internal static class AugmentationFormat
{
    public static void Write(BinaryWriter writer, AugmentationOptions options)
    {
        foreach (
            AugmentationRange range in (AugmentationRange[])
                [
                    options.Rotation,
                    options.Shift,
                    options.Zoom,
                    options.Shear,
                    options.Brightness,
                    options.Contrast,
                    options.Noise,
                    options.Erasing,
                ]
        )
        {
            writer.Write(range.Limit);
            writer.Write(range.Probability);
        }
        writer.Write(options.ElasticDistortion.Alpha);
        writer.Write(options.ElasticDistortion.Sigma);
        writer.Write(options.ElasticDistortion.Probability);
        writer.Write(options.HorizontalFlip);
        writer.Write(options.Fill);
        writer.Write(options.Copies);
        writer.Write(options.KeepOriginals);
        writer.Write(options.Pixels.HasValue);
        writer.Write(options.Pixels?.Low ?? 0);
        writer.Write(options.Pixels?.High ?? 0);
        writer.Write(options.Height!.Value);
        writer.Write(options.Width!.Value);
        writer.Write(options.Channels!.Value);
        writer.Write(options.Seed!.Value);
    }

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static AugmentationOptions Read(BinaryReader reader)
    {
        AugmentationRange Range() => new(reader.ReadSingle(), reader.ReadSingle());
        // Initializers run in the order they are written in.
        var options = new AugmentationOptions
        {
            Rotation = Range(),
            Shift = Range(),
            Zoom = Range(),
            Shear = Range(),
            Brightness = Range(),
            Contrast = Range(),
            Noise = Range(),
            Erasing = Range(),
            ElasticDistortion = new(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle()),
            HorizontalFlip = reader.ReadSingle(),
            Fill = reader.ReadSingle(),
            Copies = reader.ReadInt32(),
            KeepOriginals = reader.ReadBoolean(),
            Pixels = Pixels(reader),
            Height = reader.ReadInt32(),
            Width = reader.ReadInt32(),
            Channels = reader.ReadInt32(),
            Seed = reader.ReadInt32(),
        };
        options.Validate();
        return options;
    }

    private static PixelRange? Pixels(BinaryReader reader)
    {
        bool known = reader.ReadBoolean();
        var range = new PixelRange(reader.ReadSingle(), reader.ReadSingle());
        return known ? range : null;
    }
}
