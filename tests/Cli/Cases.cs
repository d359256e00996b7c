using System.Runtime.CompilerServices;

namespace MlPipeline.Cli.Tests;

/// <summary>
/// Small inputs that failed once, and the data sets of MLPIPELINE_DATA. Some of the inputs lie in cases/ beside this
/// file; all lie beside the repository (../shared/cases) or where MLPIPELINE_CASES says. Tests that need what is not
/// there are skipped.
/// </summary>
internal static class Cases
{
    public static string Folder(params string[] parts)
    {
        string here = Path.GetDirectoryName(ThisFile())!;
        string committed = Path.Combine([here, "cases", .. parts]);
        if (Directory.Exists(committed))
            return committed;
        string root =
            Environment.GetEnvironmentVariable("MLPIPELINE_CASES")
            ?? Path.GetFullPath(Path.Combine(here, "..", "..", "..", "shared", "cases"));
        string folder = Path.Combine([root, .. parts]);
        Skip.IfNot(
            Directory.Exists(folder),
            $"There is no folder '{folder}'; set MLPIPELINE_CASES to where the cases lie."
        );
        return folder;
    }

    /// <summary>The folder of data sets, which has MNIST.</summary>
    public static string DataWithMnist()
    {
        string? data = Environment.GetEnvironmentVariable("MLPIPELINE_DATA");
        bool isThere = data != null && Directory.Exists(Path.Combine(data, "mnist"));
        Skip.IfNot(isThere, "MNIST is not there; set MLPIPELINE_DATA to the folder that has it.");
        return data!;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
