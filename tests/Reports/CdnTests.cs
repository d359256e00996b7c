using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace MlPipeline.Reports.Tests;

/// <summary>What pages load where the library was built without Node.js: pinned by version and by hash.</summary>
public class CdnTests
{
    private static readonly string Web = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(Here())!, "../../Pipeline/MlPipeline.Reports/web")
    );

    private static JsonElement Libraries =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Web, "cdn.json"))).RootElement;

    [Fact]
    public void The_chart_library_is_the_version_that_is_bundled()
    {
        JsonElement dependencies = JsonDocument
            .Parse(File.ReadAllText(Path.Combine(Web, "package.json")))
            .RootElement.GetProperty("dependencies");
        JsonElement echarts = Libraries
            .EnumerateArray()
            .Single(library => library.GetProperty("package").GetString() == "echarts");
        Assert.Equal(dependencies.GetProperty("echarts").GetString(), echarts.GetProperty("version").GetString());
        Assert.All(
            Libraries.EnumerateArray(),
            library =>
                Assert.Contains(
                    $"{library.GetProperty("package")}@{library.GetProperty("version")}/",
                    library.GetProperty("address").GetString(),
                    StringComparison.Ordinal
                )
        );
    }

    [SkippableFact]
    public void The_hash_of_the_chart_library_is_that_of_its_package()
    {
        JsonElement echarts = Libraries[0];
        string file = Path.Combine(
            Path.GetDirectoryName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))!,
            "../obj/MlPipeline.Reports/web/node_modules/echarts",
            echarts.GetProperty("file").GetString()!
        );
        Skip.IfNot(File.Exists(file), "The packages of npm are not here: built without Node.js.");
        Assert.Equal(
            echarts.GetProperty("integrity").GetString(),
            "sha384-" + Convert.ToBase64String(SHA384.HashData(File.ReadAllBytes(file)))
        );
    }

    /// <summary>Where packages come from is the machine's affair.</summary>
    [Fact]
    public void The_lock_file_names_no_registry() =>
        Assert.DoesNotContain(
            "://",
            File.ReadAllText(Path.Combine(Web, "package-lock.json")),
            StringComparison.Ordinal
        );

    private static string Here([CallerFilePath] string path = "") => path;
}
