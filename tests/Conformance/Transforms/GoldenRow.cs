using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.Transforms;

/// <summary>A row of the data set that the golden values and files were made from.</summary>
public sealed class GoldenRow
{
    [VectorType(5)]
    public float[] Features { get; set; } = [];

    public string Label { get; set; } = "";

    public float Weight { get; set; }

    public int Index { get; set; }
}
