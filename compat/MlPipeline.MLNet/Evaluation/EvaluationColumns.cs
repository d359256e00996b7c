using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Finding and checking the columns that evaluators read.</summary>
internal static class EvaluationColumns
{
    public static DataViewSchema.Column Find(IHostEnvironment env, IDataView data, string name, string role)
    {
        env.CheckValue(data, nameof(data));
        env.CheckNonEmpty(name, nameof(name));
        return data.Schema.GetColumnOrNull(name) ?? throw env.ExceptSchemaMismatch(nameof(data), role, name);
    }

    public static void CheckLabel(IHostEnvironment env, DataViewSchema.Column column, string expected)
    {
        if (column.Type is not KeyDataViewType && !column.Type.Equals(NumberDataViewType.Single) && !column.Type.Equals(NumberDataViewType.Double))
            throw env.ExceptSchemaMismatch("data", "label", column.Name, expected, column.Type.ToString()!);
    }

    public static void CheckNumber(IHostEnvironment env, DataViewSchema.Column column, string role)
    {
        if (!column.Type.Equals(NumberDataViewType.Single)) throw env.ExceptSchemaMismatch("data", role, column.Name, "Single", column.Type.ToString()!);
    }

    /// <summary>Names of the classes: the label's key values, the score's slot names, or their numbers.</summary>
    public static string[] ClassNames(DataViewSchema.Column label, DataViewSchema.Column score, int classes)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (label.HasKeyValues()) label.GetKeyValues(ref names);
        else if (score.HasSlotNames()) score.GetSlotNames(ref names);
        return names.Length == classes
            ? [.. names.DenseValues().Select(name => name.ToString())]
            : [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }
}
