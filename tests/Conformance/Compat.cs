using Microsoft.ML;

namespace MlPipeline.Conformance.Tests;

/// <summary>What holds for compat only.</summary>
internal static class Compat
{
    /// <summary>Skips a test where ML.NET's packages are tested.</summary>
    public static void Only(string why) => Skip.If(typeof(MLContext).Assembly.GetName().Name != "MlPipeline.MLNet", $"built against ML.NET's packages, {why}.");
}
