using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Network;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators.Data;

/// <summary>From ML.NET's rows to the packed matrix a network trains on, in one pass.</summary>
internal static class TrainingData
{
    /// <summary>Features and classes; rows without a label are left out, with a warning.</summary>
    /// <exception cref="InvalidOperationException">A feature is NaN or infinite, or there is no row.</exception>
    public static TrainingSet ReadClasses(RoleMappedData data, IChannel channel, string name)
    {
        data.CheckFeatureFloatVector(out int width);
        data.CheckMulticlassLabel(out int classes);
        using DataViewRowCursor cursor = data.CreateRowCursor(CursOpt.Label | CursOpt.Features, null);
        ValueGetter<float> getLabel = cursor.GetLabelFloatGetter(data);
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetFeatureFloatVectorGetter(data);
        var matrix = new CompactMatrix(width);
        var row = new float[width];
        List<int> labels = [];
        VBuffer<float> features = default;
        long missing = 0;
        float label = 0;
        while (cursor.MoveNext())
        {
            getLabel(ref label);
            if (!(label >= 0 && label < classes))
            {
                missing++;
                continue;
            }
            getFeatures(ref features);
            features.CopyTo(row);
            // A sum is finite only if every term is: one vector pass, the place is looked for only when it matters.
            if (!float.IsFinite(TensorPrimitives.SumOfMagnitudes<float>(row))) ThrowIfNotFinite(row, cursor.Position, data, name);
            matrix.TryAdd(row);
            labels.Add((int)label);
        }
        if (missing > 0) channel.Warning(MessageSensitivity.None, $"{missing} rows of the {name} data have no label and are left out.");
        if (labels.Count == 0) throw new InvalidOperationException($"The {name} data has no row with a label; check the label column '{data.Schema.Label?.Name}'.");
        return TrainingSet.OfClasses(matrix, [.. labels]);
    }

    private static void ThrowIfNotFinite(ReadOnlySpan<float> row, long position, RoleMappedData data, string name)
    {
        for (int slot = 0; slot < row.Length; slot++)
        {
            if (float.IsFinite(row[slot])) continue;
            DataViewSchema.Column column = data.Schema.Feature!.Value;
            throw new InvalidOperationException(
                $"Feature column '{column.Name}' of the {name} data is {(float.IsNaN(row[slot]) ? "NaN" : "infinite")} in row {position}, slot {SlotName(column, slot)}; replace missing values (ReplaceMissingValues) or drop such rows (FilterRowsByMissingValues).");
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
