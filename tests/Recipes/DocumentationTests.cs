using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace MlPipeline.Recipes.Tests;

/// <summary>
/// Compares docs/mlnet.md with the recipes that run here, word for word, and checks the README's example and the links
/// of all pages.
/// </summary>
public sealed partial class DocumentationTests
{
    private static readonly string Here = Path.GetDirectoryName(ThisFile())!;
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here, "..", ".."));

    private static readonly string[] PageFiles =
    [
        .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}"),
        "README.md",
        "CONTRIBUTING.md",
        "datasets/README.md",
    ];

    public static TheoryData<string> Pages { get; } = [.. PageFiles];

    [Fact]
    public void The_recipes_of_the_guide_are_those_that_run_here()
    {
        string[] shown = CodeOf("docs/mlnet.md");
        var run = Recipes().Where(recipe => !recipe.Key.StartsWith("Readme", StringComparison.Ordinal));
        Assert.Equal(run.Select(recipe => recipe.Value).Order(), shown.Order());
    }

    [Fact]
    public void A_recipe_is_short()
    {
        string[] types = ["Usings", "Rows", "Readme usings", "Readme"];
        KeyValuePair<string, string>[] recipes = [.. Recipes().Where(recipe => !types.Contains(recipe.Key))];
        Assert.InRange(recipes.Length, 10, 20);
        Assert.All(recipes, recipe => Assert.InRange(recipe.Value.Split('\n').Length, 8, 25));
    }

    [Fact]
    public void The_example_of_the_README_runs_here()
    {
        Dictionary<string, string> recipes = Recipes();
        Assert.Equal($"{recipes["Readme usings"]}\n\n{recipes["Readme"]}", Assert.Single(CodeOf("README.md")));
    }

    [Fact]
    public void The_README_links_to_every_page()
    {
        string readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        Assert.All(
            PageFiles.Where(page => page != "README.md"),
            page => Assert.Contains($"]({page})", readme, StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        string file = Path.Combine(Root, page);
        string text = File.ReadAllText(file);
        foreach (Match match in Link().Matches(text).Concat(Picture().Matches(text)))
        {
            string link = match.Groups["to"].Value;
            if (link.Contains("://", StringComparison.Ordinal)) continue;
            string[] parts = link.Split('#');
            string target = parts[0].Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, parts[0]);
            Assert.True(File.Exists(target), $"{page} links to '{link}', which is not there.");
            if (parts.Length > 1) Assert.Contains(parts[1], Headings(target));
        }
    }

    // As GitHub makes anchors of headings.
    private static string[] Headings(string file) =>
        [
            .. File.ReadLines(file)
                .Where(line => line.StartsWith('#'))
                .Select(line => line.TrimStart('#').Trim().ToLowerInvariant())
                .Select(heading => Unspoken().Replace(heading, "").Replace(' ', '-')),
        ];

    private static string[] CodeOf(string page)
    {
        string text = File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");
        return [.. Code().Matches(text).Select(match => match.Groups["code"].Value)];
    }

    /// <summary>
    /// Gets the text between the marks of this project's files, by name, without the indentation of its first line.
    /// </summary>
    private static Dictionary<string, string> Recipes() =>
        Directory
            .GetFiles(Here, "*.cs")
            .Where(file => file != ThisFile())
            .SelectMany(file => Marked().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")))
            .ToDictionary(match => match.Groups["name"].Value, CodeOf);

    private static string CodeOf(Match recipe)
    {
        int indent = recipe.Groups["indent"].Length;
        IEnumerable<string> lines = recipe.Groups["code"].Value.Split('\n');
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(
        @"^(?<indent> *)// recipe: (?<name>[^\n]+)\n(?<code>.*?)\n *// end$",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Marked();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("src=\"(?<to>[^\"]+)\"")]
    private static partial Regex Picture();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Unspoken();
}
