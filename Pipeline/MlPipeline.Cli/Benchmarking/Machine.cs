using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>The machine of a measurement.</summary>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">Processors that this program may use.</param>
/// <param name="VectorBits">Bits of its widest registers with a multiply-add.</param>
/// <param name="PreferredVectorBits">
/// Bits that .NET calls accelerated; fewer where wide registers slow the clock down.
/// </param>
/// <param name="Os">The operating system.</param>
/// <param name="Dotnet">The .NET runtime.</param>
internal sealed record Machine(string Cpu, int Cores, int VectorBits, int PreferredVectorBits, string Os, string Dotnet)
{
    public static Machine Here() =>
        new(
            CpuName(),
            Environment.ProcessorCount,
            FmaChains.VectorBits,
            Vector512.IsHardwareAccelerated ? 512
                : Vector256.IsHardwareAccelerated ? 256
                : 128,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription
        );

    private static string CpuName()
    {
        const string Info = "/proc/cpuinfo";
        string? line = File.Exists(Info)
            ? File.ReadLines(Info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
