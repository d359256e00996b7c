using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Cli.Commands;

/// <summary>
/// A contact sheet: an image of each class in turn, its varied copies beside it, as the trainer would see them.
/// </summary>
internal static class AugmentedSheet
{
    /// <summary>Images, and copies of each.</summary>
    public const int Rows = 10;
    public const int Copies = 9;

    /// <summary>Pixels between the originals and their copies.</summary>
    private const int Gap = 6;

    /// <summary>A pixel is drawn as a square of so many.</summary>
    private const int Scale = 2;

    /// <summary>Draws it.</summary>
    public static GrayImage Draw(ImageSet images, AugmentationOptions options, int seed)
    {
        ImageSet chosen = Choose(images);
        var context = new MLContext(seed);
        IDataView data = context.Data.LoadFromImages(chosen);
        AugmentationOptions shown = options with
        {
            Copies = Copies,
            KeepOriginals = true,
            Height = chosen.Height,
            Width = chosen.Width,
            Pixels = new PixelRange(0, byte.MaxValue),
        };
        float[][] pictures =
        [
            .. context
                .Transforms.AugmentImages("Features", shown)
                .Fit(data)
                .Augment(data)
                .GetColumn<float[]>("Features"),
        ];
        int width = Scale * ((Copies + 1) * images.Width + Gap);
        int height = Scale * chosen.Count * images.Height;
        var sheet = new GrayImage(new byte[width * height], height, width);
        for (int i = 0; i < pictures.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, Copies + 1);
            int left = Scale * (column * images.Width + (column == 0 ? 0 : Gap));
            int top = Scale * row * images.Height;
            for (int y = 0; y < Scale * images.Height; y++)
            for (int x = 0; x < Scale * images.Width; x++)
                sheet.Pixels[(top + y) * width + left + x] = (byte)
                    Math.Clamp(MathF.Round(pictures[i][y / Scale * images.Width + x / Scale]), 0, byte.MaxValue);
        }
        return sheet;
    }

    // The first image of each class, then the second of each, until there are enough.
    private static ImageSet Choose(ImageSet images)
    {
        int[] chosen =
        [
            .. Enumerable
                .Range(0, images.Count)
                .GroupBy(i => images.Labels[i])
                .OrderBy(group => group.Key)
                .SelectMany(group => group.Take(Rows).Select((image, turn) => (image, turn)))
                .OrderBy(choice => choice.turn)
                .Select(choice => choice.image)
                .Take(Rows),
        ];
        return new ImageSet(
            [.. chosen.SelectMany(i => images.Image(i).ToArray())],
            [.. chosen.Select(i => images.Labels[i])],
            images.Height,
            images.Width,
            images.ClassNames
        );
    }
}
