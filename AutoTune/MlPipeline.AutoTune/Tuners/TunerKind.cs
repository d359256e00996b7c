using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>The tuners that have names.</summary>
public enum TunerKind
{
    /// <summary>Every combination once, in random order: <see cref="GridTuner"/>.</summary>
    Grid,

    /// <summary>Uniformly at random: <see cref="RandomTuner"/>.</summary>
    Random,

    /// <summary>AutoML's <c>SmacTuner</c>: a random forest predicts the metric.</summary>
    Smac,

    /// <summary>
    /// AutoML's <c>CostFrugalTuner</c>: local search in random directions, from where training is cheap.
    /// </summary>
    Cfo,

    /// <summary>AutoML's <c>EciCostFrugalTuner</c>.</summary>
    Eci,

    /// <summary><see cref="TpeTuner"/>.</summary>
    Tpe,

    /// <summary><see cref="BohbTuner"/>.</summary>
    Bohb,
}

/// <summary>Makes tuners.</summary>
public static class Tuner
{
    /// <summary>
    /// Creates a tuner. With several trials at once, those of ours that learn are wrapped in a <see
    /// cref="ConstantLiarTuner"/>.
    /// </summary>
    /// <param name="kind">The kind to create.</param>
    /// <param name="context">The context of AutoML's tuners.</param>
    /// <param name="space">The space to search.</param>
    /// <param name="seed">Seeds the proposals.</param>
    /// <param name="parallel">The number of trials that run at once, at least 1.</param>
    /// <exception cref="ArgumentException">The space is empty, or too large for a grid.</exception>
    public static ITuner Create(TunerKind kind, MLContext context, SearchSpace space, int seed, int parallel = 1)
    {
        Require.AtLeast(1, parallel);
        return kind switch
        {
            TunerKind.Grid => new GridTuner(space, seed: seed),
            TunerKind.Random => new RandomTuner(space, seed),
            TunerKind.Smac => new SmacTuner(context, space, seed: seed),
            // The tuner of the package does not choose a start itself.
            TunerKind.Cfo => new CostFrugalTuner(space, space.SampleFromFeatureSpace(space.Default), seed: seed),
            TunerKind.Eci => new EciTuner(space, seed),
            TunerKind.Tpe => Lying(new TpeTuner(space, seed), parallel),
            TunerKind.Bohb => Lying(new BohbTuner(space, seed), parallel),
            _ => throw new ArgumentOutOfRangeException(
                nameof(kind),
                $"kind is {kind}; choose one of {string.Join(", ", Enum.GetNames<TunerKind>())}."
            ),
        };
    }

    private static ITuner Lying(ITuner tuner, int parallel) => parallel > 1 ? new ConstantLiarTuner(tuner) : tuner;
}
