using Microsoft.ML;

namespace MlPipeline.Estimators;

/// <summary>The header of what this library writes into ML.NET's zip files.</summary>
internal static class ModelVersion
{
    /// <summary>The first version.</summary>
    public const uint First = 0x00010001;

    /// <summary>Networks have a checksum, and layers of every kind.</summary>
    public const uint Checked = 0x00010002;

    /// <summary>A header; the file names this assembly, which ML.NET then loads by itself.</summary>
    /// <param name="modelSignature">8 characters.</param>
    /// <param name="loaderSignature">At most 24 characters.</param>
    /// <param name="written">What is written, and needed to read it.</param>
    public static VersionInfo Of(string modelSignature, string loaderSignature, uint written = First) =>
        new(
            modelSignature: modelSignature,
            verWrittenCur: written,
            verReadableCur: written,
            verWeCanReadBack: First,
            loaderSignature: loaderSignature,
            loaderAssemblyName: typeof(ModelVersion).Assembly.FullName!
        );
}
