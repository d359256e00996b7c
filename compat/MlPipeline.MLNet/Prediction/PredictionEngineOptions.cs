using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>How a prediction engine sees its input and output.</summary>
[SuppressMessage("Design", "CA1051", Justification = "The public surface is ML.NET's.")]
public sealed class PredictionEngineOptions
{
    /// <summary>Whether output members without a column are left alone.</summary>
    public bool IgnoreMissingColumns = true;

    /// <summary>How the members of the input type are columns; null: by their names and attributes.</summary>
    public SchemaDefinition? InputSchemaDefinition;

    /// <summary>How the members of the output type are columns; null: by their names and attributes.</summary>
    public SchemaDefinition? OutputSchemaDefinition;

    /// <summary>Whether disposing of the engine disposes of the model.</summary>
    public bool OwnsTransformer = true;
}
