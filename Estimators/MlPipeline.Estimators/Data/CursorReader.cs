using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Augmentation;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators.Data;

/// <summary>
/// Reads the rows of an ML.NET view that have a label: features, label and weight, as they are or as a target.
/// </summary>
internal sealed class CursorReader : RowReader
{
    private readonly RoleMappedData _data;
    private readonly string _name;
    private readonly LabelCode _labels;
    private readonly DataViewRowCursor _cursor;
    private readonly ValueGetter<float> _getLabel;
    private readonly ValueGetter<VBuffer<float>> _getFeatures;
    private readonly ValueGetter<float>? _getWeight;
    private VBuffer<float> _features;

    /// <param name="data">The rows.</param>
    /// <param name="name">What they are for, as messages say it.</param>
    /// <param name="labels">How labels are coded.</param>
    /// <param name="pass">Which pass over augmented rows it is; null for the rows as they are, in their order.</param>
    public CursorReader(RoleMappedData data, string name, LabelCode labels, PassRandom? pass)
    {
        _data = data;
        _name = name;
        _labels = labels;
        _cursor = data.CreateRowCursor(CursOpt.Label | CursOpt.Features | CursOpt.Weight, pass);
        _getLabel = _cursor.GetLabelFloatGetter(data);
        DataViewSchema.Column features = data.Schema.Feature!.Value;
        _getFeatures = FeatureVectors.GetterOf(_cursor, features, features.Type.GetVectorSize(), $"{name} data");
        _getWeight = _cursor.GetOptWeightFloatGetter(data);
    }

    /// <summary>Rows without a label so far, which are left out.</summary>
    public long Unlabelled { get; private set; }

    /// <inheritdoc/>
    public override bool TryRead(Span<float> features, Span<float> target)
    {
        if (!TryReadRow(features, out float label, out float weight))
            return false;
        target[0] = _labels.TargetOf(label);
        if (target.Length > 1)
            target[1] = weight * _labels.WeightOf(label);
        return true;
    }

    /// <summary>Reads the next row with a label, which is not coded; false past the last.</summary>
    /// <exception cref="InvalidOperationException">
    /// A feature or label is no finite number, or a weight is below 0.
    /// </exception>
    public bool TryReadRow(Span<float> features, out float label, out float weight)
    {
        label = 0;
        weight = 1;
        while (_cursor.MoveNext())
        {
            _getLabel(ref label);
            if (!_labels.IsPresent(label))
            {
                Unlabelled++;
                continue;
            }
            if (!float.IsFinite(label))
                throw new InvalidOperationException(
                    $"Label column '{_data.Schema.Label!.Value.Name}' of the {_name} data is infinite in row "
                        + $"{_cursor.Position}; give finite labels, or drop such rows (FilterRowsByColumn)."
                );
            _getWeight?.Invoke(ref weight);
            if (!(weight >= 0) || float.IsInfinity(weight))
                throw new InvalidOperationException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Weight column '{_data.Schema.Weight!.Value.Name}' of the {_name} data is {weight} in row "
                            + $"{_cursor.Position}; give finite weights of at least 0."
                    )
                );
            _getFeatures(ref _features);
            _features.CopyTo(features);
            // A sum is finite only if every term is: one vector pass, the place is looked for only when it matters.
            if (!float.IsFinite(TensorPrimitives.SumOfMagnitudes<float>(features)))
                ThrowIfNotFinite(features);
            return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override void Dispose() => _cursor.Dispose();

    private void ThrowIfNotFinite(ReadOnlySpan<float> row)
    {
        for (int slot = 0; slot < row.Length; slot++)
        {
            if (float.IsFinite(row[slot]))
                continue;
            DataViewSchema.Column column = _data.Schema.Feature!.Value;
            throw new InvalidOperationException(
                $"Feature column '{column.Name}' of the {_name} data is "
                    + $"{(float.IsNaN(row[slot]) ? "NaN" : "infinite")} in row {_cursor.Position}, slot "
                    + $"{SlotName(column, slot)}; replace missing values (ReplaceMissingValues) or drop such "
                    + "rows (FilterRowsByMissingValues)."
            );
        }
    }

    private static string SlotName(DataViewSchema.Column column, int slot)
    {
        if (!column.HasSlotNames())
            return $"{slot}";
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return $"{slot} ('{names.GetItemOrDefault(slot)}')";
    }
}
