using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>Searching for models.</summary>
public sealed class AutoCatalog
{
    private readonly MLContext _context;

    internal AutoCatalog(MLContext context) => _context = context;

    /// <summary>An experiment: give it a pipeline, rows, a metric, and say when to stop.</summary>
    public AutoMLExperiment CreateExperiment(AutoMLExperiment.AutoMLExperimentSettings? settings = null) =>
        new(_context, settings ?? new AutoMLExperiment.AutoMLExperimentSettings());

    /// <summary>An estimator whose parameters are searched.</summary>
    /// <param name="factory">Builds it from options.</param>
    /// <param name="ss">What values they can take; what the attributes of <typeparamref name="T"/> say where
    /// null.</param>
    public SweepableEstimator CreateSweepableEstimator<T>(
        Func<MLContext, T, IEstimator<ITransformer>> factory,
        SearchSpace<T>? ss = null
    )
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(factory);
        SearchSpace<T> space = ss ?? new SearchSpace<T>();
        return new SweepableEstimator((context, parameter) => factory(context, parameter.AsType<T>()), space);
    }
}
