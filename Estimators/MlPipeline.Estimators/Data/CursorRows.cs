using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators.Data;

/// <summary>The rows of an ML.NET view that have a label, read with a new cursor each time.</summary>
internal sealed class CursorRows(RoleMappedData data, string name, int width, int classes, int rows) : RowStream
{
    /// <inheritdoc/>
    public override int Rows => rows;

    /// <inheritdoc/>
    public override int Width => width;

    /// <inheritdoc/>
    public override int ValuesPerRow => 0;

    /// <inheritdoc/>
    public override RowReader Open() => new CursorReader(data, name, classes);
}

/// <summary>Reads features and class of the rows that have a label.</summary>
internal sealed class CursorReader : RowReader
{
    private readonly RoleMappedData _data;
    private readonly string _name;
    private readonly int _classes;
    private readonly DataViewRowCursor _cursor;
    private readonly ValueGetter<float> _getLabel;
    private readonly ValueGetter<VBuffer<float>> _getFeatures;
    private VBuffer<float> _features;

    public CursorReader(RoleMappedData data, string name, int classes)
    {
        (_data, _name, _classes) = (data, name, classes);
        _cursor = data.CreateRowCursor(CursOpt.Label | CursOpt.Features, null);
        _getLabel = _cursor.GetLabelFloatGetter(data);
        _getFeatures = _cursor.GetFeatureFloatVectorGetter(data);
    }

    /// <summary>Rows without a label so far, which are left out.</summary>
    public long Unlabelled { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A feature is NaN or infinite.</exception>
    public override bool TryRead(Span<float> features, Span<float> target)
    {
        while (_cursor.MoveNext())
        {
            _getLabel(ref target[0]);
            if (!(target[0] >= 0 && target[0] < _classes))
            {
                Unlabelled++;
                continue;
            }
            _getFeatures(ref _features);
            _features.CopyTo(features);
            // A sum is finite only if every term is: one vector pass, the place is looked for only when it matters.
            if (!float.IsFinite(TensorPrimitives.SumOfMagnitudes<float>(features))) ThrowIfNotFinite(features);
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
            if (float.IsFinite(row[slot])) continue;
            DataViewSchema.Column column = _data.Schema.Feature!.Value;
            throw new InvalidOperationException(
                $"Feature column '{column.Name}' of the {_name} data is {(float.IsNaN(row[slot]) ? "NaN" : "infinite")} in row {_cursor.Position}, slot {SlotName(column, slot)}; replace missing values (ReplaceMissingValues) or drop such rows (FilterRowsByMissingValues).");
        }
    }

    private static string SlotName(DataViewSchema.Column column, int slot)
    {
        if (!column.HasSlotNames()) return $"{slot}";
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return $"{slot} ('{names.GetItemOrDefault(slot)}')";
    }
}
