namespace Microsoft.ML.AutoML;

/// <summary>Has parameters to search.</summary>
public interface ISweepable
{
    /// <summary>What values they can take.</summary>
    SearchSpace.SearchSpace SearchSpace { get; }
}
