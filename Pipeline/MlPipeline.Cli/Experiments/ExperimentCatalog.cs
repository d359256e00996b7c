using MlPipeline.Cli.Input;
using MlPipeline.Datasets;
using MlPipeline.Foundation;

namespace MlPipeline.Cli.Experiments;

/// <summary>The presets by name.</summary>
internal static class ExperimentCatalog
{
    /// <summary>The word that lists the presets instead of running one.</summary>
    public const string List = "list";

    public static IReadOnlyList<IExperiment> All { get; } =
    [
        new NeuronSurfaces(),
        new Xor(),
        new CrossEntropyAndSquaredError(),
        MnistMlp.Experiment,
        MnistCnn.Experiment,
        FashionMlp.Experiment,
        FashionCnn.Experiment,
        new Simard800(),
        new MnistRecommendations(),
    ];

    /// <exception cref="InputException">
    /// There is no preset of this name; the message suggests the nearest name.
    /// </exception>
    public static IExperiment Find(string name)
    {
        IEnumerable<string> names = All.Select(experiment => experiment.Name);
        return All.FirstOrDefault(experiment => experiment.Name == name)
            ?? throw new InputException(
                $"There is no experiment '{name}'; did you mean '{NearestName.Of(name, [.. names, List])}'? There "
                    + $"are {string.Join(", ", names)}; 'experiment {List}' says what each does."
            );
    }
}
