using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>An estimator that has nothing to learn.</summary>
public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    /// <summary>The estimator's host.</summary>
    public readonly IHost Host;

    /// <summary>What it gives.</summary>
    public readonly TTransformer Transformer;

    /// <summary>With what it gives.</summary>
    public TrivialEstimator(IHost host, TTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(host);
        host.CheckValue(transformer, nameof(transformer));
        (Host, Transformer) = (host, transformer);
    }

    /// <inheritdoc/>
    public TTransformer Fit(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        Transformer.GetOutputSchema(input.Schema); // throws where the columns do not fit
        return Transformer;
    }

    /// <inheritdoc/>
    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
