using System.Reflection;

namespace MlPipeline.Architecture.Tests;

/// <summary>A change of what a library offers is seen in review: PublicApi/LIBRARY.txt says what it offers.</summary>
public class PublicApiTests
{
    private const string Accept = "MLPIPELINE_ACCEPT_API";

    [Theory]
    [InlineData("MlPipeline.Foundation")]
    [InlineData("MlPipeline.Network")]
    [InlineData("MlPipeline.Datasets")]
    [InlineData("MlPipeline.Estimators")]
    [InlineData("MlPipeline.AutoTune")]
    [InlineData("MlPipeline.Reports")]
    [InlineData("MlPipeline.Dashboard")]
    public void A_library_offers_what_its_file_says(string library)
    {
        string file = Path.Combine(Repository.Root, "tests", "Architecture", "PublicApi", library + ".txt");
        string[] offered = [.. PublicApi.Describe(Assembly.Load(library))];
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(file, string.Join('\n', offered) + "\n");

        string[] accepted = File.Exists(file) ? File.ReadAllLines(file) : [];
        string[] differences =
        [
            .. InBlocks(accepted).Except(InBlocks(offered)).Select(line => "- " + line),
            .. InBlocks(offered).Except(InBlocks(accepted)).Select(line => "+ " + line),
        ];
        Assert.True(
            differences.Length == 0,
            $"The public API of {library} is not what {library}.txt says. If that is meant, run {Accept}=1 ./test "
                + $"--filter PublicApi and commit the file.\n{string.Join('\n', differences)}"
        );
    }

    /// <summary>Every member with the type it belongs to, so that lines can be compared out of their place.</summary>
    private static IEnumerable<string> InBlocks(IEnumerable<string> lines)
    {
        string type = "";
        foreach (string line in lines)
        {
            bool isMember = line.StartsWith("    ", StringComparison.Ordinal);
            if (!isMember)
                type = line.Split(" : ")[0];
            yield return isMember ? $"{type} | {line.Trim()}" : line;
        }
    }
}
