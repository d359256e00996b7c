namespace Microsoft.ML.AutoML;

/// <summary>How a regression forest grows.</summary>
/// <param name="Trees">How many trees; at least 1.</param>
/// <param name="MinimumToSplit">A node of fewer rows is a leaf; at least 2.</param>
/// <param name="FeatureShare">The share of the features, drawn anew for each split, that it chooses from; above 0, at
/// most 1.</param>
internal sealed record ForestOptions(int Trees = 10, int MinimumToSplit = 2, double FeatureShare = 0.8);
