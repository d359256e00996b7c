namespace Microsoft.ML.Transforms;

/// <summary>One column whose missing values to replace, and by what.</summary>
internal sealed record ReplacementColumn(
    string Name, string InputName, MissingValueReplacingEstimator.ReplacementMode Mode, bool BySlot);
