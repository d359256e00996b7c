using Microsoft.ML.SearchSpace;
using MlPipeline.Estimators;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>A parameter of the trainer that can be searched.</summary>
/// <param name="Name">Its name in spaces.</param>
/// <param name="Domain">What values it can have at all.</param>
/// <param name="Apply">Sets it; null for what makes up the hidden layers, which is set together.</param>
internal sealed record FeedForwardParameter(
    string Name,
    ParameterDomain Domain,
    Action<FeedForwardMulticlassTrainer.Options, Parameter>? Apply
)
{
    /// <summary>The parameter that decides whether this one means anything; null if it always does.</summary>
    public string? Parent { get; init; }

    /// <summary>The parent's values with which this one means something.</summary>
    public Func<Parameter, bool> IsActiveWith { get; init; } = _ => true;

    /// <summary>
    /// Whether the parameter means something beside the others. Where its parent is not searched, it does.
    /// </summary>
    public bool IsActive(Parameter others) =>
        Parent == null || !others.TryGetValue(Parent, out Parameter? parent) || IsActiveWith(parent);
}
