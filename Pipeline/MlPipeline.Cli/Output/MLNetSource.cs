using Microsoft.ML;

namespace MlPipeline.Cli.Output;

/// <summary>Which ML.NET this program was built against.</summary>
internal static class MLNetSource
{
    /// <summary>"packages" or "compat".</summary>
    public static string Name => typeof(MLContext).Assembly.GetName().Name == "MlPipeline.MLNet" ? "compat" : "packages";
}
