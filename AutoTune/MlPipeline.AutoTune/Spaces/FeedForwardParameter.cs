using Microsoft.ML.SearchSpace;
using MlPipeline.Estimators;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>A parameter of the trainer that can be searched.</summary>
/// <param name="Name">Its name in spaces.</param>
/// <param name="Domain">The values that the trainer accepts.</param>
/// <param name="Apply">Sets it; null for parameters of the hidden layers, which are set together.</param>
internal sealed record FeedForwardParameter(
    string Name,
    ParameterDomain Domain,
    Action<FeedForwardMulticlassTrainer.Options, Parameter>? Apply
)
{
    /// <summary>The parameter that decides whether this one is active; null if it always is.</summary>
    public string? Parent { get; init; }

    /// <summary>Whether this parameter is active with a value of its parent.</summary>
    public Func<Parameter, bool> IsActiveWith { get; init; } = _ => true;

    /// <summary>
    /// Whether the parameter is active beside the others. It is if its parent is not searched.
    /// </summary>
    public bool IsActive(Parameter others) =>
        Parent == null || !others.TryGetValue(Parent, out Parameter? parent) || IsActiveWith(parent);
}
