using System.Globalization;

namespace MlPipeline.Estimators.Data;

/// <summary>Labels that name classes, whose rows may weigh differently.</summary>
/// <param name="classes">How many there are.</param>
/// <param name="weights">Theirs; null: 1 each.</param>
/// <param name="names">What they are called.</param>
/// <param name="column">The label column, as messages say it.</param>
internal abstract class ClassLabels(int classes, ClassWeights? weights, IReadOnlyList<string> names, string column)
    : LabelCode
{
    private readonly double[] _totals = new double[classes];
    private readonly long[] _rows = new long[classes];
    private float[]? _weights;

    protected int Classes => _totals.Length;

    public override bool HasWeights => weights != null;

    public override void Observe(float label, float weight)
    {
        int index = ClassOf(label);
        _rows[index]++;
        _totals[index] += weight;
    }

    /// <exception cref="InvalidOperationException">All rows are of one class.</exception>
    public override void Complete()
    {
        if (_rows.Count(rows => rows > 0) == 1)
        {
            int only = Array.FindIndex(_rows, rows => rows > 0);
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"All {_rows[only]} rows of the training data have the class '{names[only]}' in the label column "
                        + $"'{column}'; a classifier needs rows of at least two classes."
                )
            );
        }
        _weights = weights?.Resolve(_totals, names);
    }

    public override float TargetOf(float label) => ClassOf(label);

    public override float WeightOf(float label) => _weights == null ? 1 : _weights[ClassOf(label)];

    protected abstract int ClassOf(float label);
}
