using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Data;

/// <summary>Labels that name classes, whose rows may weigh differently.</summary>
/// <param name="classes">How many there are.</param>
/// <param name="weights">Theirs; null: 1 each.</param>
/// <param name="names">What they are called; empty where that is not known.</param>
internal abstract class ClassLabels(int classes, ClassWeights? weights, IReadOnlyList<string> names) : LabelCode
{
    private readonly double[] _totals = new double[classes];
    private float[]? _weights;

    protected int Classes => _totals.Length;

    public override bool HasWeights => weights != null;

    public override void Observe(float label, float weight) => _totals[ClassOf(label)] += weight;

    public override void Complete() => _weights = weights?.Resolve(_totals, names);

    public override float TargetOf(float label) => ClassOf(label);

    public override float WeightOf(float label) => _weights == null ? 1 : _weights[ClassOf(label)];

    protected abstract int ClassOf(float label);

    /// <summary>The key values of a label, where they are text.</summary>
    public static IReadOnlyList<string> NamesOf(DataViewSchema.Column label)
    {
        if (!label.HasKeyValues()) return [];
        VBuffer<ReadOnlyMemory<char>> names = default;
        label.GetKeyValues(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
