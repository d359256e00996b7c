namespace Microsoft.ML.AutoML;

/// <summary>Making pipelines whose parameters are searched.</summary>
public static class SweepableExtension
{
    /// <summary>An estimator, then one whose parameters are searched.</summary>
    public static SweepablePipeline Append(this IEstimator<ITransformer> estimator, SweepableEstimator estimator1) =>
        Start(estimator).Append(estimator1);

    /// <summary>An estimator, then one of several whose parameters are searched.</summary>
    public static SweepablePipeline Append(
        this IEstimator<ITransformer> estimator,
        params SweepableEstimator[] estimators
    ) => Start(estimator).Append(estimators);

    /// <summary>An estimator, then a pipeline whose parameters are searched.</summary>
    public static SweepablePipeline Append(this IEstimator<ITransformer> estimator, SweepablePipeline pipeline) =>
        Start(estimator).Append(pipeline);

    /// <summary>An estimator whose parameters are searched, then another.</summary>
    public static SweepablePipeline Append(this SweepableEstimator estimator, IEstimator<ITransformer> estimator1) =>
        Start(estimator).Append(estimator1);

    /// <summary>An estimator whose parameters are searched, then one of several.</summary>
    public static SweepablePipeline Append(this SweepableEstimator estimator, params SweepableEstimator[] estimators) =>
        Start(estimator).Append(estimators);

    /// <summary>An estimator, then a pipeline; the parameters of both are searched.</summary>
    public static SweepablePipeline Append(this SweepableEstimator estimator, SweepablePipeline estimator1) =>
        Start(estimator).Append(estimator1);

    /// <summary>A pipeline whose parameters are searched, then another estimator.</summary>
    public static SweepablePipeline Append(this SweepablePipeline pipeline, IEstimator<ITransformer> estimator)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Append(SweepableEstimator.Fixed(estimator));
    }

    private static SweepablePipeline Start(IEstimator<ITransformer> estimator) =>
        Start(SweepableEstimator.Fixed(estimator));

    private static SweepablePipeline Start(SweepableEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new SweepablePipeline().Append((ISweepable<IEstimator<ITransformer>>)estimator);
    }
}
