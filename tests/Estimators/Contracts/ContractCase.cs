using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>An estimator of ours, as the contract suite takes it.</summary>
/// <param name="Estimator">Its type.</param>
/// <param name="Transformer">The type of what it fits.</param>
/// <param name="Make">Creates it; it reads <see cref="Input"/> and, where it has a label,
/// <paramref name="Label"/> and <see cref="ContractRow.Weight"/>.</param>
/// <param name="Label">Its label column; null where it has none.</param>
/// <param name="WrongLabels">Columns whose types it does not take as labels.</param>
/// <param name="Exports">Whether a pipeline with it is exported to ONNX; else it is refused with a sentence.</param>
public sealed record ContractCase(
    Type Estimator,
    Type Transformer,
    Func<MLContext, IEstimator<ITransformer>> Make,
    string? Label,
    string[] WrongLabels,
    bool Exports
)
{
    /// <summary>The column that it reads and that its transformer needs.</summary>
    public string Input { get; init; } = nameof(ContractRow.Features);

    /// <summary>Whether fitting reads the column, or only looks at its type.</summary>
    public bool ReadsOnFit { get; init; } = true;

    /// <summary>The name of the estimator, which the name of a test shows.</summary>
    public override string ToString() => Estimator.Name;
}
