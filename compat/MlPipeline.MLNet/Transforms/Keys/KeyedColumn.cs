namespace Microsoft.ML.Transforms;

/// <summary>One column to map to keys, and how.</summary>
internal sealed record KeyedColumn(
    string Name, string InputName, int MaximumNumberOfKeys, ValueToKeyMappingEstimator.KeyOrdinality Ordinality, bool KeyValuesAsText);
