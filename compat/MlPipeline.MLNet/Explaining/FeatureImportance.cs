using System.Collections.Immutable;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// How much worse a model gets when one feature's values are shuffled among the rows, which takes from it what it says of the
/// label and leaves everything else; see Breiman, Random forests, 2001.
/// </summary>
internal static class FeatureImportance
{
    /// <summary>Of each slot, the metrics' changes over the permutations.</summary>
    public static ImmutableArray<TStatistics> Measure<TMetrics, TStatistics>(
        IHostEnvironment env, ITransformer model, string featureColumn, IDataView data, Func<IDataView, TMetrics> evaluate, Func<TStatistics> create, int? examples, int permutations)
        where TStatistics : class, IMetricsStatistics<TMetrics>
    {
        IHost host = env.Register(nameof(FeatureImportance));
        host.CheckValue(data, nameof(data));
        if (permutations < 1) throw host.ExceptUserArg("permutationCount", $"permutationCount is {permutations}; give at least 1.");
        if (examples < 1) throw host.ExceptUserArg("numberOfExamplesToUse", $"numberOfExamplesToUse is {examples}; give at least 1, or null for all rows.");
        DataViewSchema.Column features = Features(host, data, featureColumn);
        var rows = new CacheDataView(examples is { } most ? new SkipTakeDataView(data, 0, most) : data);

        TMetrics baseline = evaluate(model.Transform(rows));
        var statistics = ImmutableArray.CreateBuilder<TStatistics>();
        for (int slot = 0; slot < ((VectorDataViewType)features.Type).Size; slot++)
        {
            env.CheckAlive();
            float[] values = Values(rows, features, slot);
            TStatistics changes = create();
            for (int i = 0; i < permutations; i++)
            {
                host.Rand.Shuffle(values);
                changes.AddDifference(evaluate(model.Transform(new ReplacedSlotDataView(rows, features, slot, values))), baseline);
            }
            statistics.Add(changes);
        }
        return statistics.ToImmutable();
    }

    /// <summary>The last transformer of a model that predicts by a vector of features; a calibrator, which follows it, does not.</summary>
    public static ISingleFeaturePredictionTransformer FindPredictor(IHostEnvironment env, ITransformer model, IDataView data)
    {
        env.CheckValue(model, nameof(model));
        env.CheckValue(data, nameof(data));
        return Last(model, data.Schema) ?? throw env.ExceptParam(nameof(model), $"{model.GetType().Name} holds no transformer that predicts by a column of features; give a trained model.");
    }

    /// <summary>The names of the slots of the features; <c>Slot i</c> for those without.</summary>
    public static ImmutableDictionary<string, TStatistics> ByName<TStatistics>(IHostEnvironment env, IDataView data, string featureColumn, ImmutableArray<TStatistics> statistics)
    {
        DataViewSchema.Column features = data.Schema[featureColumn];
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (features.HasSlotNames()) features.GetSlotNames(ref names);
        var named = ImmutableDictionary.CreateBuilder<string, TStatistics>(StringComparer.Ordinal);
        for (int slot = 0; slot < statistics.Length; slot++)
        {
            string name = names.Length == statistics.Length ? names.GetItemOrDefault(slot).ToString() : "";
            if (name.Length == 0) name = FormattableString.Invariant($"Slot {slot}");
            if (!named.TryAdd(name, statistics[slot])) throw env.ExceptParam(nameof(data), $"Two slots of column '{featureColumn}' are called '{name}'; give them different names, or use the overload that takes the prediction transformer.");
        }
        return named.ToImmutable();
    }

    private static ISingleFeaturePredictionTransformer? Last(ITransformer model, DataViewSchema schema) => model switch
    {
        ISingleFeaturePredictionTransformer predictor => schema.GetColumnOrNull(predictor.FeatureColumnName) is { Type: not VectorDataViewType } ? null : predictor,
        IEnumerable<ITransformer> chain => chain.Reverse().Select(part => Last(part, schema)).FirstOrDefault(predictor => predictor != null),
        _ => null,
    };

    private static DataViewSchema.Column Features(IHost host, IDataView data, string name)
    {
        DataViewSchema.Column column = EvaluationColumns.Find(host, data, name, "feature");
        return column.Type is VectorDataViewType { IsKnownSize: true, ItemType: var item } && item.Equals(NumberDataViewType.Single)
            ? column
            : throw host.ExceptSchemaMismatch(nameof(data), "feature", name, "a vector of Single of known size", column.Type.ToString()!);
    }

    private static float[] Values(IDataView rows, DataViewSchema.Column features, int slot)
    {
        using DataViewRowCursor cursor = rows.GetRowCursor([features]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(features);
        VBuffer<float> vector = default;
        List<float> values = [];
        while (cursor.MoveNext())
        {
            get(ref vector);
            values.Add(vector.GetItemOrDefault(slot));
        }
        return values.Count > 0 ? [.. values] : throw new InvalidOperationException("There are no rows to measure the importance of features by.");
    }
}
