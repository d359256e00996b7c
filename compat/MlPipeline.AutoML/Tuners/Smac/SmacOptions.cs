namespace Microsoft.ML.AutoML;

/// <summary>How SMAC searches.</summary>
internal sealed record SmacOptions(
    int InitialTrials,
    int TrialsPerFit,
    ForestOptions Forest,
    int LocalSearches,
    int RandomPoints,
    double LeastGain,
    int NeighboursPerRange
);
