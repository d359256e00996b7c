namespace MlPipeline.AutoTune.Pruning;

/// <summary>The pruners that have names.</summary>
public enum PrunerKind
{
    /// <summary><see cref="NoPruner"/>.</summary>
    None,

    /// <summary><see cref="MedianPruner"/>.</summary>
    Median,

    /// <summary><see cref="SuccessiveHalvingPruner"/>.</summary>
    Asha,

    /// <summary><see cref="HyperbandPruner"/>.</summary>
    Hyperband,
}

/// <summary>Makes pruners.</summary>
public static class Pruner
{
    /// <summary>Creates a pruner with its default options.</summary>
    /// <param name="kind">The kind to create.</param>
    /// <param name="maxEpochs">The most epochs of any trial, at least 1.</param>
    public static IPruner Create(PrunerKind kind, int maxEpochs) =>
        kind switch
        {
            PrunerKind.None => new NoPruner(),
            PrunerKind.Median => new MedianPruner(),
            PrunerKind.Asha => new SuccessiveHalvingPruner(),
            PrunerKind.Hyperband => new HyperbandPruner(maxEpochs),
            _ => throw new ArgumentOutOfRangeException(
                nameof(kind),
                $"kind is {kind}; choose one of {string.Join(", ", Enum.GetNames<PrunerKind>())}."
            ),
        };
}
