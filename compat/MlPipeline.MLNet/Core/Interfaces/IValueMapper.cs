namespace Microsoft.ML.Data;

/// <summary>A model that maps features to a score.</summary>
public interface IValueMapper
{
    /// <summary>The type of the features.</summary>
    DataViewType InputType { get; }

    /// <summary>The type of the score.</summary>
    DataViewType OutputType { get; }

    /// <summary>The mapping, for one thread.</summary>
    ValueMapper<TSrc, TDst> GetMapper<TSrc, TDst>();
}
