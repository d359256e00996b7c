using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML;
using MlPipeline.Cli.Output;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>What a result was made with.</summary>
internal static class LibraryVersions
{
    public static IReadOnlyList<NamedValue> All() =>
    [
        new("MlPipeline", Of(typeof(LibraryVersions).Assembly)),
        new("ML.NET", MLNetSource.Name == "compat" ? "compat" : Of(typeof(MLContext).Assembly)),
        new(".NET", Environment.Version.ToString()),
        new("operating system", RuntimeInformation.OSDescription),
        new("processors", $"{Environment.ProcessorCount} x {RuntimeInformation.ProcessArchitecture}"),
    ];

    private static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "";
}
