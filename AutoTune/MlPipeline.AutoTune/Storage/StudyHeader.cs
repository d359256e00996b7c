using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Parameters;

namespace MlPipeline.AutoTune.Storage;

/// <summary>The facts of a study that are fixed when it is created.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Space">Each parameter and its values, in words: <c>rate</c>: <c>0.0001 to 0.1, log</c>.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="IsMaximize">Whether higher is better.</param>
/// <param name="Seed">Seeds the tuner and the trials.</param>
/// <param name="Options">Further facts, such as the data set.</param>
public sealed record StudyHeader(
    string Name,
    IReadOnlyDictionary<string, string> Space,
    string Metric,
    bool IsMaximize,
    int Seed,
    IReadOnlyDictionary<string, string> Options
)
{
    /// <summary>Creates the header of a study of a search space.</summary>
    /// <param name="name">The study's name.</param>
    /// <param name="space">The space to search, with at least one parameter.</param>
    /// <param name="seed">Seeds the tuner and the trials.</param>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="isMaximize">Whether higher is better.</param>
    /// <param name="options">Further facts that must be the same on resuming, such as the data set.</param>
    /// <exception cref="ArgumentException">
    /// The space is empty, or has an option of an unknown type.
    /// </exception>
    public static StudyHeader Of(
        string name,
        SearchSpace space,
        int seed,
        string metric = "MicroAccuracy",
        bool isMaximize = true,
        IReadOnlyDictionary<string, string>? options = null
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new StudyHeader(
            name,
            new NamedSpace(space).Describe(),
            metric,
            isMaximize,
            seed,
            options ?? new Dictionary<string, string>()
        );
    }

    /// <summary>Checks that a study with this header can be resumed with another header.</summary>
    /// <exception cref="StudyException">
    /// It is another space or metric; the message names the first difference.
    /// </exception>
    internal void CheckSame(StudyHeader wanted)
    {
        foreach (string parameter in Space.Keys.Union(wanted.Space.Keys))
        {
            string there = Space.GetValueOrDefault(parameter, "not a parameter");
            string here = wanted.Space.GetValueOrDefault(parameter, "not a parameter");
            if (there != here)
                throw Other($"another space: '{parameter}' is {there} in it and {here} here", "space");
        }
        if (Metric != wanted.Metric || IsMaximize != wanted.IsMaximize)
            throw Other($"the metric {Metric}, not {wanted.Metric}", "metric");
        foreach ((string option, string there) in Options)
        {
            if (wanted.Options.TryGetValue(option, out string? here) && here != there)
                throw Other($"another {option}: {there} in it, {here} here", option);
        }
    }

    private StudyException Other(string difference, string what) =>
        new($"The study '{Name}' was begun with {difference}; give that {what}, or another name.");
}
