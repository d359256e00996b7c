using System.IO.Compression;
using System.Text.Json;
using Microsoft.ML;

namespace MlPipeline.Conformance.Tests.Transforms;

/// <summary>The golden values and files, and how to compare with them.</summary>
internal static class Golden
{
    private static readonly string Folder = FindFolder();
    private static readonly JsonElement Values = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "values.json"))).RootElement;

    public static JsonElement Section(string name) => Values.GetProperty(name);

    public static string FileOf(string name) => Path.Combine(Folder, name + ".zip");

    public static IDataView Rows(MLContext context)
        => context.Data.LoadFromEnumerable(Section("rows").Deserialize<GoldenRow[]>()!);

    /// <summary>A section of numbers, NaN among them as text.</summary>
    public static float[][] Matrix(string name)
        => [.. Section(name).EnumerateArray().Select(row => row.EnumerateArray().Select(ToNumber).ToArray())];

    public static float[][] Vectors(IDataView data, string column)
        => [.. Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<float[]>(data, column)];

    public static void AssertClose(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int row = 0; row < expected.Length; row++)
        {
            Assert.Equal(expected[row].Length, actual[row].Length);
            for (int slot = 0; slot < expected[row].Length; slot++)
            {
                float want = expected[row][slot];
                float have = actual[row][slot];
                bool close = float.IsNaN(want) ? float.IsNaN(have) : Math.Abs(want - have) <= 1e-6 * Math.Abs(want);
                Assert.True(close, $"row {row}, slot {slot}: expected {want:R}, got {have:R}");
            }
        }
    }

    /// <summary>The entries of a zip: names in their order, and contents.</summary>
    public static List<(string Name, byte[] Content)> Entries(Stream zip)
    {
        using var archive = new ZipArchive(zip);
        var entries = new List<(string, byte[])>();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            entries.Add((entry.FullName.Replace('\\', '/'), content.ToArray()));
        }

        return entries;
    }

    private static float ToNumber(JsonElement element)
        => element.ValueKind == JsonValueKind.String ? float.Parse(element.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : element.GetSingle();

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "tests", "Conformance", "goldens");
            if (Directory.Exists(candidate))
                return candidate;
        }

        // Built outside of the repository: the source's own place says where it is.
        return Path.GetFullPath(Path.Combine(SourceFolder(), "..", "goldens"));
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
