namespace MlPipeline.Conformance.Tests.DataOperations;

/// <summary>A folder that goes when the test ends.</summary>
public sealed class TemporaryFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("text-loader-");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, params string[] lines)
    {
        File.WriteAllText(PathOf(name), string.Concat(lines.Select(line => line + "\n")));
        return PathOf(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
