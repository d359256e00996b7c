using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.AutoML;

/// <summary>
/// Estimators one after the other, where one of several can stand at a place. A path is one way through it, written
/// <c>e0 * e1 * e3</c>; which one to take is a parameter among those of the estimators.
/// </summary>
public class SweepablePipeline : ISweepable<EstimatorChain<ITransformer>>
{
    /// <summary>The name of the parameter that is the path.</summary>
    internal const string PathName = "_SCHEMA_";

    private readonly string[][] _paths;
    private string _current;

    internal SweepablePipeline()
        : this(
            [],
            [
                [],
            ]
        ) { }

    private SweepablePipeline(Dictionary<string, SweepableEstimator> estimators, string[][] paths)
    {
        Estimators = estimators;
        _paths = paths;
        _current = Written(paths[0]);
    }

    /// <summary>All estimators, by the names they have in paths.</summary>
    public Dictionary<string, SweepableEstimator> Estimators { get; }

    /// <summary>The parameters of every estimator, by its name, and the path.</summary>
    public SearchSpace.SearchSpace SearchSpace
    {
        get
        {
            SearchSpace.SearchSpace space = new(
                Estimators.Select(estimator =>
                    KeyValuePair.Create<string, OptionBase>(estimator.Key, estimator.Value.SearchSpace)
                )
            );
            space.Add(PathName, new ChoiceOption([.. Paths]));
            return space;
        }
    }

    /// <summary>The estimators' own parameters, and the path built last; the first one at the start.</summary>
    public Parameter CurrentParameter
    {
        get
        {
            Parameter current = Parameter.CreateNestedParameter();
            foreach ((string name, SweepableEstimator estimator) in Estimators)
                current[name] = estimator.Parameter;
            current[PathName] = Parameter.FromString(_current);
            return current;
        }
    }

    /// <summary>All ways through the pipeline.</summary>
    internal IEnumerable<string> Paths => _paths.Select(Written);

    /// <inheritdoc/>
    public EstimatorChain<ITransformer> BuildFromOption(MLContext context, Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        string path = parameter[PathName].AsType<string>();
        EstimatorChain<ITransformer> chain = new();
        foreach (string name in Find(path))
            chain = chain.Append(Estimators[name].BuildFromOption(context, parameter[name]));
        _current = path;
        return chain;
    }

    /// <summary>The pipeline of one path.</summary>
    public SweepablePipeline BuildSweepableEstimatorPipeline(string schema)
    {
        string[] path = Find(schema);
        return new SweepablePipeline(path.ToDictionary(name => name, name => Estimators[name]), [path]);
    }

    /// <summary>The pipeline with one place more, where any one of those given can stand.</summary>
    public SweepablePipeline Append(params ISweepable<IEstimator<ITransformer>>[] sweepables)
    {
        ArgumentNullException.ThrowIfNull(sweepables);
        if (sweepables.Length == 0)
            throw new ArgumentException("Nothing is given to append; give at least one estimator.", nameof(sweepables));
        Dictionary<string, SweepableEstimator> estimators = new(Estimators);
        string[][] alternatives = [.. sweepables.SelectMany(sweepable => Added(sweepable, estimators))];
        IEnumerable<string[]> paths = _paths.SelectMany(
            _ => alternatives,
            (path, alternative) => (string[])[.. path, .. alternative]
        );
        return new SweepablePipeline(estimators, [.. paths]);
    }

    /// <summary>The kinds of estimators on the path of a trial's parameters.</summary>
    public string ToString(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (!parameter.TryGetValue(AutoMLExperiment.PipelineSearchSpaceName, out Parameter? own))
            return string.Empty;
        return string.Join("=>", Find(own[PathName].AsType<string>()).Select(name => Estimators[name].EstimatorType));
    }

    private static string Written(string[] path) => string.Join(" * ", path);

    private static IEnumerable<string[]> Added(ISweepable sweepable, Dictionary<string, SweepableEstimator> estimators)
    {
        switch (sweepable)
        {
            case SweepableEstimator estimator:
                return
                [
                    [AddOne(estimator, estimators)],
                ];
            case SweepablePipeline pipeline:
                Dictionary<string, string> renamed = pipeline.Estimators.ToDictionary(
                    one => one.Key,
                    one => AddOne(one.Value, estimators)
                );
                return pipeline._paths.Select(path => Array.ConvertAll(path, name => renamed[name]));
            default:
                string given = sweepable?.GetType().Name ?? "null";
                throw new ArgumentException(
                    $"A pipeline cannot take a {given}; give a SweepableEstimator or a SweepablePipeline.",
                    nameof(sweepable)
                );
        }
    }

    private static string AddOne(SweepableEstimator estimator, Dictionary<string, SweepableEstimator> estimators)
    {
        string name = $"e{estimators.Count}";
        estimators.Add(name, estimator);
        return name;
    }

    private string[] Find(string path) =>
        Array.Find(_paths, candidate => Written(candidate) == path)
        ?? throw new ArgumentException(
            $"The pipeline has no path '{path}'; it has {string.Join(", ", Paths.Select(each => $"'{each}'"))}."
        );
}
