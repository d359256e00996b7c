using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace MlPipeline.Architecture.Tests;

/// <summary>Imports run downwards only, libraries are silent, and there is one source tree.</summary>
public class LayeringTests
{
    private static readonly string[] ProductFolders = ["compat", "datasets", "Estimators", "AutoTune", "Pipeline"];

    private static readonly Dictionary<string, int> Floors = new()
    {
        ["MlPipeline.Foundation"] = 0,
        ["MlPipeline.AutoML"] = 1,
        ["MlPipeline.Network"] = 1,
        ["MlPipeline.Datasets"] = 1,
        ["MlPipeline.Estimators"] = 2,
        ["MlPipeline.AutoTune"] = 3,
        ["MlPipeline.Reports"] = 3,
        ["MlPipeline.Dashboard"] = 4,
        ["MlPipeline.Cli"] = 5,
    };

    private static readonly string[] LibrariesHere = [.. Floors.Keys.Where(library => File.Exists(PathOf(library)))];

    /// <summary>Our libraries that lie beside this test.</summary>
    public static TheoryData<string> Libraries { get; } = [.. LibrariesHere];

    [Fact]
    public void Project_references_run_downwards_only()
    {
        string[] projects = [.. ProductFolders.SelectMany(folder => Repository.Files(folder, "*.csproj"))];
        Assert.NotEmpty(projects);
        foreach (string project in projects)
        {
            string name = Path.GetFileNameWithoutExtension(project);
            Assert.True(
                Floors.TryGetValue(name, out int floor),
                $"{name} has no floor yet: add it to this test and to the design."
            );
            foreach (XElement reference in XDocument.Load(project).Descendants("ProjectReference"))
            {
                string target = Path.GetFileNameWithoutExtension(
                    reference.Attribute("Include")!.Value.Replace('\\', '/')
                );
                Assert.True(
                    Floors.TryGetValue(target, out int below) && below < floor,
                    $"{name} (floor {floor}) references {target}, which is not below it."
                );
            }
        }
    }

    [Fact]
    public void The_libraries_are_looked_at() =>
        Assert.Empty(
            new[]
            {
                "MlPipeline.Network",
                "MlPipeline.Datasets",
                "MlPipeline.Estimators",
                "MlPipeline.AutoTune",
                "MlPipeline.Reports",
                "MlPipeline.Dashboard",
            }.Except(LibrariesHere)
        );

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_never_writes_to_the_console(string library)
    {
        using var file = new PEReader(File.OpenRead(PathOf(library)));
        MetadataReader metadata = file.GetMetadataReader();
        IEnumerable<string> types = metadata
            .TypeReferences.Select(handle => metadata.GetTypeReference(handle))
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");
        Assert.DoesNotContain("System.Console", types);
    }

    [Theory]
    [InlineData("MlPipeline.Foundation")]
    [InlineData("MlPipeline.Network")]
    [InlineData("MlPipeline.Datasets")]
    [InlineData("MlPipeline.Reports")]
    [InlineData("MlPipeline.Dashboard")]
    public void The_lower_floors_and_the_pages_know_nothing_of_MLNet(string library)
    {
        using var file = new PEReader(File.OpenRead(PathOf(library)));
        MetadataReader metadata = file.GetMetadataReader();
        Assert.DoesNotContain(
            metadata.AssemblyReferences.Select(handle =>
                metadata.GetString(metadata.GetAssemblyReference(handle).Name)
            ),
            name => name.StartsWith("Microsoft.ML", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Sources_do_not_ask_which_AutoML_they_are_built_against()
    {
        string[] folders = [.. ProductFolders.Where(folder => folder != "compat"), "tests"];
        Assert.DoesNotContain(
            folders.SelectMany(folder => Repository.Files(folder, "*.cs")),
            file => File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal))
        );
    }

    /// <summary>Where packages come from is the machine's affair: its NuGet configuration says it.</summary>
    [Fact]
    public void No_file_names_a_package_registry()
    {
        // In two parts, so that this file does not name one.
        string[] registries = ["nuget" + ".org", "pkgs.dev.azure" + ".com", "pypi" + ".org", "registry.npmjs" + ".org"];
        string[] texts =
        [
            ".cs",
            ".csproj",
            ".props",
            ".targets",
            ".sln",
            ".json",
            ".config",
            ".md",
            ".sh",
            ".ps1",
            ".yml",
            ".txt",
            ".ts",
            ".mjs",
            ".js",
            "",
        ];
        IEnumerable<string> files = Repository.Files(".", "*").Where(file => texts.Contains(Path.GetExtension(file)));
        Assert.DoesNotContain(files, file => registries.Any(File.ReadAllText(file).Contains));
    }

    private static string PathOf(string library) => Path.Combine(AppContext.BaseDirectory, library + ".dll");
}
