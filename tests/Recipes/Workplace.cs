using System.Globalization;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Glyphs;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Recipes.Tests;

/// <summary>A directory with the files that the recipes read; the current one while they run.</summary>
public sealed class Workplace : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _directory = Directory.CreateTempSubdirectory("mlpipeline-recipes-").FullName;

    public Workplace()
    {
        Directory.SetCurrentDirectory(_directory);
        PutImages("train", GlyphsGenerator.Generate(2000));
        PutImages("test", GlyphsGenerator.Generate(500, first: 100_000));
        PutImages("validation", GlyphsGenerator.Generate(300, first: 200_000));
        PutImages("new", GlyphsGenerator.Generate(400, first: 300_000));
        PutFolders("pictures", GlyphsGenerator.Generate(800, first: 400_000));
        File.WriteAllLines("houses.csv", ["Area,Rooms,Age,Distance,Price,Sold,Weight", .. Houses(800)]);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_directory, recursive: true);
    }

    private static void PutImages(string name, ImageSet images) =>
        IdxFile.WriteSet(images, $"{name}-images.idx", $"{name}-labels.idx");

    // Three of the classes.
    private static void PutFolders(string folder, ImageSet images)
    {
        for (int i = 0; i < images.Count; i++)
        {
            string name = images.ClassNames[images.Labels[i]];
            if (name is not ("A" or "M" or "X")) continue;
            string of = Path.Combine(folder, name);
            Directory.CreateDirectory(of);
            var image = new GrayImage(images.Image(i).ToArray(), images.Width, images.Height);
            PngFile.WriteGray(Path.Combine(of, $"{i}.png"), image);
        }
    }

    // Area counts most, then distance, then age; rooms follow from the area, and say nothing more.
    private static IEnumerable<string> Houses(int count)
    {
        var random = new Random(11);
        for (int i = 0; i < count; i++)
        {
            double area = 40 + 160 * random.NextDouble();
            double age = 100 * random.NextDouble();
            double distance = 20 * random.NextDouble();
            double price = 3000 * area - 700 * age - 9000 * distance + 250_000 + 10_000 * (random.NextDouble() - 0.5);
            bool sold = price < 420_000;
            double rooms = Math.Round(area / 25);
            int weight = i % 4 == 0 ? 2 : 1;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{area:F1},{rooms},{age:F0},{distance:F1},{price:F0},{(sold ? 1 : 0)},{weight}");
        }
    }
}
