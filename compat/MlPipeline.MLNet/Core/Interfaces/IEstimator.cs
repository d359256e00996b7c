namespace Microsoft.ML;

/// <summary>Learns a transformer from data.</summary>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    /// <summary>Learns.</summary>
    TTransformer Fit(IDataView input);

    /// <summary>The shape that comes out for one that goes in.</summary>
    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
