using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoML;

/// <content>Tuners.</content>
public static partial class AutoMLExperimentExtension
{
    /// <summary>Searches at random.</summary>
    public static AutoMLExperiment SetRandomSearchTuner(this AutoMLExperiment experiment, int? seed = null) =>
        experiment.SetTuner(settings => new RandomSearchTuner(settings.SearchSpace, seed ?? settings.Seed));

    /// <summary>Searches on a grid, row by row, and then again from its start.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="step">Into how many values a range is divided; a choice has all of its own.</param>
    public static AutoMLExperiment SetGridSearchTuner(this AutoMLExperiment experiment, int step = 10) =>
        experiment.SetTuner(settings => new GridSearchTuner(settings.SearchSpace, step));

    /// <summary>
    /// Searches from the default on, in steps that keep to where the metric gets better (Wu, Wang, Huang 2021).
    /// </summary>
    public static AutoMLExperiment SetCostFrugalTuner(this AutoMLExperiment experiment) =>
        experiment.SetTuner(settings => new CostFrugalTuner(settings));

    /// <summary>
    /// Searches likewise in every path of the pipeline, and chooses the path by the cost of getting better (Wang et al.
    /// 2021).
    /// </summary>
    public static AutoMLExperiment SetEciCostFrugalTuner(this AutoMLExperiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.SetTuner<EciCostFrugalTuner>();
    }

    /// <summary>
    /// Searches where a random forest, fitted to the trials so far, expects improvement (Hutter, Hoos, Leyton-Brown
    /// 2011).
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="numberInitialPopulation">Trials at random to begin with.</param>
    /// <param name="fitModelEveryNTrials">The forest is fitted anew after so many trials.</param>
    /// <param name="numberOfTrees">Trees of the forest.</param>
    /// <param name="nMinForSpit">A node of fewer trials is not split.</param>
    /// <param name="splitRatio">The share of the parameters that a split chooses from.</param>
    /// <param name="localSearchParentCount">Of so many of the best trials the neighbours are looked at.</param>
    /// <param name="numRandomEISearchConfigurations">Points at random that are looked at as well.</param>
    /// <param name="epsilon">A local search ends where the expected improvement grows by less.</param>
    /// <param name="numNeighboursForNumericalParams">Neighbours looked at along each range.</param>
    public static AutoMLExperiment SetSmacTuner(
        this AutoMLExperiment experiment,
        int numberInitialPopulation = 20,
        int fitModelEveryNTrials = 10,
        int numberOfTrees = 10,
        int nMinForSpit = 2,
        float splitRatio = 0.8f,
        int localSearchParentCount = 5,
        int numRandomEISearchConfigurations = 5000,
        double epsilon = 1e-5,
        int numNeighboursForNumericalParams = 4
    )
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.SetTuner(services =>
        {
            var settings = services.GetRequiredService<AutoMLExperiment.AutoMLExperimentSettings>();
            return new SmacTuner(
                services.GetRequiredService<MLContext>(),
                settings.SearchSpace,
                numberInitialPopulation,
                fitModelEveryNTrials,
                numberOfTrees,
                nMinForSpit,
                splitRatio,
                localSearchParentCount,
                numRandomEISearchConfigurations,
                epsilon,
                numNeighboursForNumericalParams,
                settings.Seed,
                services.GetRequiredService<IChannel>()
            );
        });
    }

    private static AutoMLExperiment SetTuner<TTuner>(
        this AutoMLExperiment experiment,
        Func<AutoMLExperiment.AutoMLExperimentSettings, TTuner> create
    )
        where TTuner : class, ITuner
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.SetTuner(
            (IServiceProvider services) =>
                create(services.GetRequiredService<AutoMLExperiment.AutoMLExperimentSettings>())
        );
    }
}
