using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>A row with a label of every kind.</summary>
public sealed class ContractRow
{
    /// <summary>A picture of 2 by 2 to whom it is one.</summary>
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    [KeyType(3)]
    public uint Class { get; set; }

    public bool Flag { get; set; }

    public float Value { get; set; }

    public float Weight { get; set; }

    public string Text { get; set; } = "";

    /// <summary>The path of a picture.</summary>
    public string Path { get; set; } = "";
}
