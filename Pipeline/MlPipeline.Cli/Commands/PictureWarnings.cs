using System.Globalization;
using Microsoft.ML;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Cli.Commands;

/// <summary>Warnings about folders of pictures, each a line on standard error.</summary>
internal static class PictureWarnings
{
    public static void Write(IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
            Console.Error.WriteLine($"Warning: {warning}");
    }

    /// <summary>The warning that pictures to test on are also trained on.</summary>
    public static IEnumerable<string> OfShared(ImageFolder training, ImageFolder test)
    {
        HashSet<string> tested = [.. test.Files.Select(file => file.Path)];
        IEnumerable<string> paths = training.Files.Concat(test.Files).Select(file => file.Path);
        RepeatedImage[] shared =
        [
            .. RepeatedImage
                .Find(paths)
                .Where(image => tested.Contains(image.Path) && !tested.Contains(image.FirstPath)),
        ];
        if (shared.Length == 0 && training.Files.Select(file => file.Path).Any(tested.Contains))
            yield return $"The pictures of '{test.Path}' are trained on too, so the test says little.";
        if (shared.Length > 0)
        {
            string count = shared.Length.ToString("N0", CultureInfo.InvariantCulture);
            yield return $"{count} pictures of '{test.Path}' are trained on too, so the test says little: "
                + $"'{shared[0].Path}' is '{shared[0].FirstPath}'.";
        }
    }

    /// <summary>Reads all pictures, and warns where those of a class, or all, have the same pixels.</summary>
    /// <param name="prepared">Features, and Label as a key.</param>
    /// <param name="preprocessing">How the images were prepared.</param>
    /// <param name="classNames">The classes.</param>
    public static IEnumerable<string> OfUniform(
        IDataView prepared,
        ImagePreprocessing preprocessing,
        IReadOnlyList<string> classNames
    )
    {
        (ClassPictures all, ClassPictures[] classes) = Compare(prepared, classNames.Count);
        string background = preprocessing.Background is { } color ? $" on {color}" : "";
        string size = $"after they were brought to {preprocessing.Width}x{preprocessing.Height}{background}";
        const string Advice = "look at --background (transparent pictures) and --image-size";
        if (all.AreUniform)
        {
            yield return $"All {all.Count} training pictures are the same {size}, so there is nothing to learn; "
                + $"{Advice}.";
            yield break;
        }
        for (int i = 0; i < classes.Length; i++)
        {
            if (!classes[i].AreUniform)
                continue;
            yield return $"All {classes[i].Count} training pictures of class '{classNames[i]}' are the same {size}; "
                + $"{Advice}.";
        }
    }

    private static (ClassPictures All, ClassPictures[] Classes) Compare(IDataView prepared, int count)
    {
        ClassPictures all = new();
        ClassPictures[] classes = [.. Enumerable.Range(0, count).Select(_ => new ClassPictures())];
        foreach ((float[] pixels, int @class) in PreparedPictures.Of(prepared))
        {
            all.Add(pixels);
            classes[@class].Add(pixels);
        }
        return (all, classes);
    }

    private sealed class ClassPictures
    {
        private float[]? _first;
        private bool _differ;

        public int Count { get; private set; }

        public bool AreUniform => Count > 1 && !_differ;

        public void Add(float[] pixels)
        {
            _first ??= pixels;
            _differ |= !pixels.AsSpan().SequenceEqual(_first);
            Count++;
        }
    }
}
