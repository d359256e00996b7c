using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>An estimator whose parameters are searched.</summary>
public class SweepableEstimator : Estimator, ISweepable<IEstimator<ITransformer>>
{
    private readonly Func<MLContext, Parameter, IEstimator<ITransformer>>? _factory;

    /// <summary>An estimator of a kind that AutoML does not know.</summary>
    /// <param name="factory">Builds it from parameters.</param>
    /// <param name="ss">What values they can take.</param>
    public SweepableEstimator(Func<MLContext, Parameter, IEstimator<ITransformer>> factory, SearchSpace.SearchSpace ss)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(ss);
        _factory = factory;
        SearchSpace = ss;
        Parameter = ss.SampleFromFeatureSpace(ss.Default);
    }

    /// <summary>An estimator that overrides <see cref="BuildFromOption"/>.</summary>
    protected SweepableEstimator() => SearchSpace = [];

    /// <inheritdoc/>
    public SearchSpace.SearchSpace SearchSpace { get; set; }

    /// <inheritdoc/>
    public virtual IEstimator<ITransformer> BuildFromOption(MLContext context, Parameter param) =>
        _factory?.Invoke(context, param)
        ?? throw new InvalidOperationException($"{GetType().Name} builds no estimator; override BuildFromOption.");

    /// <summary>An estimator without parameters.</summary>
    internal static SweepableEstimator Fixed(IEstimator<ITransformer> estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new SweepableEstimator((_, _) => estimator, []);
    }
}
