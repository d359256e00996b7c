using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlPipeline.Reports;

/// <summary>The scripts and styles of a page, as this library was built: bundled, or to be loaded from a CDN.</summary>
internal static partial class PageScript
{
    private const string SourceFolder = "src/";

    private static readonly ConcurrentDictionary<PageKind, string> AllElements = new();

    public static bool IsBundled { get; } =
        typeof(PageScript).Assembly.GetManifestResourceInfo(Bundle(PageKind.Report)) != null;

    public static string Style { get; } = Read("report.css");

    /// <summary>The script that draws charts to files; available only if scripts are bundled.</summary>
    public static string Svg => Read("svg.js");

    /// <summary>Gets the script elements of a page, in order.</summary>
    public static string Elements(PageKind kind) =>
        AllElements.GetOrAdd(kind, _ => IsBundled ? $"<script>{Read(Bundle(kind))}</script>" : FromCdn(kind));

    /// <summary>
    /// What the page may do: run these scripts, show its own images, and make no connection, except a dashboard to its
    /// server.
    /// </summary>
    public static string Policy(PageKind kind)
    {
        // ECharts sets styles of its elements, which counts as inline.
        string common =
            $"default-src 'none'; img-src data: blob:; style-src {PageHtml.HashOf(Style)} 'unsafe-hashes'; base-uri "
            + "'none'; form-action 'none'";
        if (kind == PageKind.Dashboard)
            common += "; connect-src 'self'";
        return IsBundled
            ? $"{common}; script-src {PageHtml.HashOf(Read(Bundle(kind)))}"
            : $"{common}; script-src {PageHtml.HashOf(Read("cdn.js"))} 'unsafe-eval' "
                + $"{string.Join(' ', Libraries().Select(library => library.Address))}";
    }

    private static string Bundle(PageKind kind) => Name(kind) + ".js";

    // As the entry is called below web/src.
    private static string Name(PageKind kind) => kind == PageKind.Report ? "report" : "dashboard";

    private static string FromCdn(PageKind kind)
    {
        var sources = new Dictionary<string, string>();
        foreach (
            string name in typeof(PageScript)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(SourceFolder, StringComparison.Ordinal))
        )
            sources[name[SourceFolder.Length..]] = Read(name);
        var elements = new StringBuilder();
        foreach (Library library in Libraries())
            elements.Append(
                $"<script src=\"{library.Address}\" integrity=\"{library.Integrity}\" "
                    + "crossorigin=\"anonymous\"></script>\n"
            );
        elements.Append(
            "<script type=\"application/json\" id=\"sources\" "
                + $"data-entry=\"{Name(kind)}.ts\">"
                + JsonSerializer.Serialize(sources, SourcesJson.Default.DictionaryStringString)
                + "</script>\n"
        );
        return elements.Append($"<script>{Read("cdn.js")}</script>").ToString();
    }

    private static Library[] Libraries() =>
        JsonSerializer.Deserialize(Read("cdn.json"), SourcesJson.Default.LibraryArray)!;

    // Line endings are those of the page; otherwise the hashes would not match its text.
    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(PageScript).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>A published library at its CDN.</summary>
    internal sealed record Library(string Package, string Version, string Address, string File, string Integrity);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Dictionary<string, string>))]
    [JsonSerializable(typeof(Library[]))]
    private sealed partial class SourcesJson : JsonSerializerContext;
}
