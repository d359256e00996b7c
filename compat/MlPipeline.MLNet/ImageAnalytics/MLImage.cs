using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Model;
using MlPipeline.Images;

namespace Microsoft.ML.Data;

/// <summary>A picture in memory, of four bytes a pixel. Colours of files are multiplied by their alpha: transparent is all 0.</summary>
public sealed class MLImage : IDisposable
{
    private const int PixelBytes = RgbaImage.Channels, Opaque = 255;

    private readonly byte[] _pixels;

    private MLImage(byte[] pixels, int width, int height, MLPixelFormat format) => (_pixels, Width, Height, PixelFormat) = (pixels, width, height, format);

    /// <summary>What the bytes of a pixel are.</summary>
    public MLPixelFormat PixelFormat { get; }

    /// <summary>The pixels, row by row from the top.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>A copy of the pixels, three bytes each: blue, green, red.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "The public surface is ML.NET's.")]
    public byte[] GetBGRPixels
    {
        get
        {
            (int red, int green, int blue, _) = Places;
            var pixels = new byte[Width * Height * 3];
            for (int i = 0; i < Width * Height; i++)
            {
                ReadOnlySpan<byte> pixel = _pixels.AsSpan(i * PixelBytes, PixelBytes);
                (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = (pixel[blue], pixel[green], pixel[red]);
            }
            return pixels;
        }
    }

    /// <summary>Anything that is to be remembered with the picture, such as where it came from.</summary>
    public string? Tag { get; set; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bits of a pixel.</summary>
    public int BitsPerPixel => PixelBytes * 8;

    /// <summary>Where in a pixel each colour is.</summary>
    internal (int Red, int Green, int Blue, int Alpha) Places => PixelFormat == MLPixelFormat.Bgra32 ? (2, 1, 0, 3) : (0, 1, 2, 3);

    /// <summary>Reads a PNG, PNM or BMP picture.</summary>
    /// <exception cref="ArgumentException">It is none, or damaged.</exception>
    public static MLImage CreateFromStream(Stream imageStream)
    {
        ArgumentNullException.ThrowIfNull(imageStream);
        using var bytes = new MemoryStream();
        imageStream.CopyTo(bytes);
        return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), imageStream is FileStream file ? $"'{file.Name}'" : "The stream", nameof(imageStream));
    }

    /// <summary>Reads a PNG, PNM or BMP picture; <see cref="Tag"/> is its path.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">It is no picture, or damaged; the message names it.</exception>
    public static MLImage CreateFromFile(string imagePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        if (!File.Exists(imagePath)) throw new FileNotFoundException($"There is no image '{imagePath}'; check the path.", imagePath);
        MLImage image = Decode(File.ReadAllBytes(imagePath), $"'{imagePath}'", nameof(imagePath));
        image.Tag = imagePath;
        return image;
    }

    /// <summary>A picture of given pixels, which are copied.</summary>
    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"The image is {width}x{height} pixels; give 1 or more each way.", nameof(width));
        if (pixelFormat is not (MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32)) throw new ArgumentException($"The pixel format is {pixelFormat}; give Bgra32 or Rgba32.", nameof(pixelFormat));
        if (imagePixelData.Length != (long)width * height * PixelBytes) throw new ArgumentException($"There are {imagePixelData.Length} bytes of pixels; {width}x{height} pixels have {(long)width * height * PixelBytes}.", nameof(imagePixelData));
        return new MLImage(imagePixelData.ToArray(), width, height, pixelFormat);
    }

    /// <summary>Writes it as PNG; the file is complete or is not there.</summary>
    /// <exception cref="ArgumentException">The extension is another.</exception>
    public void Save(string imagePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        if (!Path.GetExtension(imagePath).Equals(".png", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'{imagePath}' cannot be written: only PNG can; give a name that ends in .png.", nameof(imagePath));
        (int red, int green, int blue, int alpha) = Places;
        var straight = new byte[_pixels.Length];
        for (int i = 0; i < _pixels.Length; i += PixelBytes)
        {
            int a = _pixels[i + alpha];
            byte Straight(int place) => a == 0 ? (byte)0 : (byte)Math.Min(Opaque, (_pixels[i + place] * Opaque + a / 2) / a);
            (straight[i], straight[i + 1], straight[i + 2], straight[i + 3]) = (Straight(red), Straight(green), Straight(blue), (byte)a);
        }
        ReplacedFile.Write(imagePath, file => PngEncoder.Write(file, new RgbaImage(straight, Height, Width)));
    }

    /// <summary>Does nothing: its memory is the garbage collector's.</summary>
    public void Dispose()
    {
    }

    /// <summary>A picture of pixels that nobody else writes to.</summary>
    internal static MLImage Of(byte[] pixels, int width, int height, MLPixelFormat format, string? tag) => new(pixels, width, height, format) { Tag = tag };

    private static MLImage Decode(ReadOnlySpan<byte> file, string name, string parameter)
    {
        RgbaImage image;
        try
        {
            image = ImageDecoder.Decode(file);
        }
        catch (InvalidDataException error)
        {
            throw new ArgumentException($"{name} {error.Message}.", parameter, error);
        }
        byte[] pixels = image.Pixels;
        for (int i = 0; i < pixels.Length; i += PixelBytes)
        {
            int alpha = pixels[i + 3];
            byte Multiplied(int value) => (byte)((value * alpha + Opaque / 2) / Opaque);
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (Multiplied(pixels[i + 2]), Multiplied(pixels[i + 1]), Multiplied(pixels[i]));
        }
        return new MLImage(pixels, image.Width, image.Height, MLPixelFormat.Bgra32);
    }
}
