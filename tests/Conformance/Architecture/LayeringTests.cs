using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace MlPipeline.Conformance.Tests.Architecture;

/// <summary>Imports run downwards only, libraries are silent, and there is one source tree.</summary>
public class LayeringTests
{
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["MlPipeline.MLNet"] = 0,
        ["MlPipeline.Network"] = 1,
        ["MlPipeline.Datasets"] = 1,
        ["MlPipeline.Estimators"] = 2,
        ["MlPipeline.AutoTune"] = 3,
        ["MlPipeline.Reports"] = 3,
        ["MlPipeline.Cli"] = 4,
    };

    [Fact]
    public void Project_references_run_downwards_only()
    {
        string[] projects = [.. ProductProjects()];
        Assert.NotEmpty(projects);
        foreach (string project in projects)
        {
            string name = Path.GetFileNameWithoutExtension(project);
            Assert.True(Floors.TryGetValue(name, out int floor), $"{name} has no floor yet: add it to this test and to the design.");
            foreach (XElement reference in XDocument.Load(project).Descendants("ProjectReference"))
            {
                string target = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
                Assert.True(Floors[target] < floor, $"{name} (floor {floor}) references {target} (floor {Floors[target]}).");
            }
        }
    }

    [Theory]
    [InlineData("MlPipeline.Network")]
    [InlineData("MlPipeline.Datasets")]
    [InlineData("MlPipeline.Estimators")]
    public void A_library_never_writes_to_the_console(string library)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, library + ".dll")));
        MetadataReader metadata = file.GetMetadataReader();
        IEnumerable<string> types = metadata.TypeReferences.Select(handle => metadata.GetTypeReference(handle)).Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");
        Assert.DoesNotContain("System.Console", types);
    }

    [Theory]
    [InlineData("MlPipeline.Network")]
    [InlineData("MlPipeline.Datasets")]
    public void The_lower_floors_know_nothing_of_MLNet(string library)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, library + ".dll")));
        MetadataReader metadata = file.GetMetadataReader();
        Assert.DoesNotContain(metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)), name => name.StartsWith("Microsoft.ML", StringComparison.Ordinal) || name == "MlPipeline.MLNet");
    }

    [Fact]
    public void Sources_do_not_ask_which_MLNet_they_are_built_against()
    {
        string[] folders = ["Estimators", "AutoTune", "Pipeline", "datasets", "tests"];
        IEnumerable<string> files = folders.Select(folder => Path.Combine(Root(), folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories));
        Assert.DoesNotContain(files, file => File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> ProductProjects() => new[] { "compat", "datasets", "Estimators", "AutoTune", "Pipeline" }
        .Select(folder => Path.Combine(Root(), folder)).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories));

    private static string SourceDirectory([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static string Root()
    {
        DirectoryInfo? directory = new(SourceDirectory());
        while (directory != null && !File.Exists(Path.Combine(directory.FullName, "MlPipeline.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("MlPipeline.sln was not found above the test's source.");
    }
}
