namespace Microsoft.ML.Data;

/// <summary>A model that maps features to a score and a probability.</summary>
public interface IValueMapperDist : IValueMapper
{
    /// <summary>The type of the probability.</summary>
    DataViewType DistType { get; }

    /// <summary>The mapping, for one thread.</summary>
    ValueMapper<TSrc, TDst, TDist> GetMapper<TSrc, TDst, TDist>();
}
