using Microsoft.ML.AutoML;

namespace MlPipeline.AutoMLConformance.Tests;

/// <summary>Which of the two sources of AutoML these tests were built against.</summary>
internal static class Source
{
    public static bool IsEdition { get; } = typeof(AutoCatalog).Assembly.GetName().Name == "MlPipeline.AutoML";
}
