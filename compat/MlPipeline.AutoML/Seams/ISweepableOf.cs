using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>Builds a <typeparamref name="T"/> from parameters.</summary>
public interface ISweepable<out T> : ISweepable
{
    /// <summary>Builds it.</summary>
    T BuildFromOption(MLContext context, Parameter parameter);
}
