using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Output;

/// <summary>The versions of the libraries and the runtime, and the machine of a result.</summary>
internal static class LibraryVersions
{
    /// <summary>The version of Microsoft.ML, such as "5.0.1".</summary>
    public static string MLNet { get; } = Of(typeof(MLContext).Assembly);

    /// <summary>
    /// The version of the package Microsoft.ML.AutoML, or "edition" where this program uses compat/MlPipeline.AutoML.
    /// </summary>
    public static string AutoML { get; } =
        typeof(AutoCatalog).Assembly is var assembly && assembly.GetName().Name == "MlPipeline.AutoML"
            ? "edition"
            : Of(assembly);

    /// <summary>All of them, as a report shows them.</summary>
    public static IReadOnlyList<NamedValue> All() =>
        [
            new("MlPipeline", Of(typeof(LibraryVersions).Assembly)),
            new("ML.NET", MLNet),
            new("AutoML", AutoML),
            new(".NET", Environment.Version.ToString()),
            new("operating system", RuntimeInformation.OSDescription),
            new("processors", $"{Environment.ProcessorCount} x {RuntimeInformation.ProcessArchitecture}"),
        ];

    private static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version?.ToString()
        ?? "";
}
