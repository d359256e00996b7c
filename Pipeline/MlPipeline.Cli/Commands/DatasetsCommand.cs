using System.CommandLine;
using System.Globalization;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Cli.Commands;

/// <summary><c>mlpipeline datasets</c>: lists, fetches and shows data sets.</summary>
internal static class DatasetsCommand
{
    private const int SheetColumns = 20;
    private const int SheetRows = 10;

    public static Command Create() => new("datasets", "List, fetch and show data sets.") { List(), Fetch(), Show() };

    private static Command List()
    {
        Option<bool> json = SharedOptions.Json();
        var command = new Command("list", "List the data sets and where they are.") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                JsonLine.Write(writer =>
                {
                    writer.WriteStartArray("datasets");
                    foreach (string name in DatasetCatalog.Names)
                    {
                        writer.WriteStartObject();
                        writer.WriteString("name", name);
                        writer.WriteString("title", DatasetCatalog.TitleOf(name));
                        writer.WriteString("location", Location(name));
                        writer.WriteEndObject();
                    }
                    writer.WriteEndArray();
                });
                return 0;
            }
            foreach (string name in DatasetCatalog.Names)
                Console.WriteLine(
                    $"{name, -14} {DatasetCatalog.TitleOf(name)}\n{"", -14} "
                        + $"{Location(name) ?? $"not here; fetch it with 'mlpipeline datasets fetch {name}'"}"
                );
            return 0;
        });
        return command;
    }

    private static Command Fetch()
    {
        var name = new Argument<string>("NAME") { Description = "The data set to fetch." };
        var command = new Command("fetch", "Fetch a data set into the cache; an interrupted download is resumed.")
        {
            name,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                string dataset = parsed.GetValue(name)!;
                DatasetManifest manifest =
                    DatasetCatalog.ManifestOf(dataset)
                    ?? throw new InputException($"'{dataset}' is built in; there is nothing to fetch.");
                string directory = Path.Combine(DatasetCatalog.CacheDirectory(), dataset);
                var progress = new Progress<FetchProgress>(p =>
                {
                    if (!Console.IsErrorRedirected)
                        Console.Error.Write(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"\r{p.File}: {p.Bytes:N0}{(p.TotalBytes is { } total ? $" of {total:N0}" : "")} "
                                    + $"bytes\u001b[K"
                            )
                        );
                });
                await DatasetFetcher.FetchAsync(manifest, directory, progress, cancellation).ConfigureAwait(false);
                if (!Console.IsErrorRedirected)
                    await Console.Error.WriteLineAsync().ConfigureAwait(false);
                Console.WriteLine($"{dataset} is in {directory} ({manifest.License}; cite {manifest.Citation})");
                return 0;
            }
        );
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("NAME") { Description = "The data set to show." };
        var output = new Option<string?>("--output") { Description = "A PNG file for the first 200 training images." };
        var index = new Option<int>("--index")
        {
            Description = "The training image to draw in the terminal.",
            DefaultValueFactory = _ => 0,
        };
        Option<string?> augment = SharedOptions.Augment(
            $"Instead, {AugmentedSheet.Rows} training images in the first column of the PNG file, varied copies of "
                + "each beside it"
        );
        Option<int> seed = SharedOptions.Seed();
        var command = new Command("show", "Show images of a data set.") { name, index, output, augment, seed };
        command.SetAction(parsed =>
        {
            string dataset = parsed.GetValue(name)!;
            AugmentationOptions? augmentation = parsed.GetValue(augment) is { } spec
                ? AugmentationSpec.Parse(augment.Name, spec)
                : null;
            if (augmentation != null && parsed.GetValue(output) == null)
                throw new InputException("--augment is drawn into a PNG file; give --output FILE.png.");
            if (parsed.GetValue(output) is { } target)
                OutputFile.CheckWritable(target);
            (ImageSet train, ImageSet test) = DatasetCatalog.Load(dataset);
            int i = parsed.GetValue(index);
            if (i < 0 || i >= train.Count)
                throw new InputException(
                    $"There is no training image {i}; the data set has images 0 to {train.Count - 1}."
                );
            Console.WriteLine(
                $"{DatasetCatalog.TitleOf(dataset)}\n{train.Count:N0} + {test.Count:N0} images of "
                    + $"{train.Height}x{train.Width}; classes: {string.Join(", ", train.ClassNames)}\nTraining image "
                    + $"{i}: {train.ClassNames[train.Labels[i]]}"
            );
            Draw(train, i);
            if (parsed.GetValue(output) is { } path)
            {
                PngFile.WriteGray(
                    path,
                    augmentation == null
                        ? Sheet(train)
                        : AugmentedSheet.Draw(train, augmentation, parsed.GetValue(seed))
                );
                Console.WriteLine(
                    augmentation == null
                        ? $"The first {Math.Min(train.Count, SheetColumns * SheetRows)} training images are in {path}."
                        : $"{Math.Min(train.Count, AugmentedSheet.Rows)} training images, and "
                            + $"{AugmentedSheet.Copies} varied copies of each, are in {path}."
                );
            }
            return 0;
        });
        return command;
    }

    private static string? Location(string name) =>
        DatasetCatalog.ManifestOf(name) == null ? "built in" : DatasetCatalog.Find(name);

    // Each character shows two pixels, its upper and lower half.
    private static void Draw(ImageSet set, int index)
    {
        const string Shades = " .:-=+*#%@";
        for (int y = 0; y < set.Height; y += 2)
        {
            var line = new char[set.Width];
            for (int x = 0; x < set.Width; x++)
            {
                int upper = set.Image(index)[y * set.Width + x];
                int lower = y + 1 < set.Height ? set.Image(index)[(y + 1) * set.Width + x] : upper;
                line[x] = Shades[(upper + lower) / 2 * (Shades.Length - 1) / 255];
            }
            Console.WriteLine(new string(line).TrimEnd());
        }
    }

    private static GrayImage Sheet(ImageSet set)
    {
        int width = SheetColumns * set.Width;
        int height = SheetRows * set.Height;
        var pixels = new byte[width * height];
        for (int i = 0; i < Math.Min(set.Count, SheetColumns * SheetRows); i++)
        for (int y = 0; y < set.Height; y++)
            set.Image(i)
                .Slice(y * set.Width, set.Width)
                .CopyTo(pixels.AsSpan((i / SheetColumns * set.Height + y) * width + i % SheetColumns * set.Width));
        return new GrayImage(pixels, height, width);
    }
}
