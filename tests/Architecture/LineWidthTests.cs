using System.Text.RegularExpressions;

namespace MlPipeline.Architecture.Tests;

/// <summary>Checks that no line of the sources and of the documentation is wider than a page of code review.</summary>
public sealed partial class LineWidthTests
{
    private const int MaximumWidth = 120;

    private static readonly string[] SourcePatterns = ["*.cs", "*.sh", "*.ps1", "*.csproj", "*.props", "*.targets"];

    // Scripts without an extension.
    private static readonly string[] Scripts = ["test", "mlpipeline", Path.Combine(".ci", "run")];

    private static readonly string[] Pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"];

    [Fact]
    public void No_line_of_a_source_is_wider_than_120_columns()
    {
        string[] files =
        [
            .. SourcePatterns.SelectMany(pattern => Repository.Files("", pattern)),
            .. Scripts.Select(script => Path.Combine(Repository.Root, script)),
        ];
        Assert.True(files.Length > 500, $"Only {files.Length} sources were found.");
        Assert.Empty(WideLines(files, isExempt: _ => false));
    }

    [Fact]
    public void No_line_of_the_documentation_but_tables_and_links_is_wider_than_120_columns()
    {
        string[] files =
        [
            .. Pages.Select(page => Path.Combine(Repository.Root, page)).Where(File.Exists),
            .. Repository.Files("docs", "*.md"),
            .. Repository.Files("datasets", "*.md"),
        ];
        Assert.True(files.Length > 10, $"Only {files.Length} pages were found.");
        Assert.Empty(WideLines(files, isExempt: line => line.StartsWith('|') || OnlyLink().IsMatch(line)));
    }

    [Theory]
    [InlineData("| a row of a table |", 121, true)]
    [InlineData("[a link](https://example.org)", 121, true)]
    [InlineData("- ![an image](image.png).", 121, true)]
    [InlineData("A sentence with [a link](https://example.org) in it.", 121, false)]
    [InlineData("A sentence.", 120, true)]
    [InlineData("A sentence.", 121, false)]
    public void Tables_and_links_may_be_wider(string start, int width, bool isAllowed)
    {
        // A link is stretched inside its address, everything else at its end.
        int at = start.IndexOf("](", StringComparison.Ordinal) is var link && link >= 0 ? link + 2 : start.Length;
        string line = start.Insert(at, new string('x', width - start.Length));
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, $"A title\n{line}\n");
            string[] wide = WideLines([file], isExempt: text => text.StartsWith('|') || OnlyLink().IsMatch(text));
            Assert.Equal(isAllowed ? 0 : 1, wide.Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Lists "FILE:LINE: WIDTH columns" for every line that is too wide. Columns are characters.</summary>
    private static string[] WideLines(IEnumerable<string> files, Func<string, bool> isExempt) =>
        [
            .. files.SelectMany(file =>
                File.ReadLines(file)
                    .Select((line, index) => (Text: line, Number: index + 1, Width: Columns(line)))
                    .Where(line => line.Width > MaximumWidth && !isExempt(line.Text))
                    .Select(line =>
                        $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {line.Width} columns"
                    )
            ),
        ];

    private static int Columns(string line) => line.EnumerateRunes().Count();

    // Nothing but a link or an image, possibly as an item of a list.
    [GeneratedRegex(@"^\s*(?:[-*]\s+)?!?\[[^\]]*\]\([^)]*\)[.,:;]?$")]
    private static partial Regex OnlyLink();
}
