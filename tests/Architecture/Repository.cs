using System.Runtime.CompilerServices;

namespace MlPipeline.Architecture.Tests;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotSources =
    [
        "artifacts",
        "bin",
        "obj",
        "node_modules",
        ".git",
        ".vs",
        ".idea",
        "TestResults",
        "cache",
    ];

    /// <summary>The directory of MlPipeline.sln; found from this file, because outputs may lie anywhere.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files below a folder of the checkout, outputs left out; none if there is no such folder.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Under(new DirectoryInfo(Path.Combine(Root, folder)), pattern);

    private static IEnumerable<string> Under(DirectoryInfo directory, string pattern) =>
        !directory.Exists
            ? []
            :
            [
                .. directory.EnumerateFiles(pattern).Select(file => file.FullName),
                .. directory
                    .EnumerateDirectories()
                    .Where(child => !NotSources.Contains(child.Name))
                    .SelectMany(child => Under(child, pattern)),
            ];

    private static string FindRoot([CallerFilePath] string source = "")
    {
        DirectoryInfo? directory = new FileInfo(source).Directory;
        while (directory != null && !File.Exists(Path.Combine(directory.FullName, "MlPipeline.sln")))
            directory = directory.Parent;
        return directory?.FullName
            ?? throw new DirectoryNotFoundException($"MlPipeline.sln was not found above {source}.");
    }
}
