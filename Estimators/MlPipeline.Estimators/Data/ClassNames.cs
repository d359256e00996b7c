using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Internal.Utilities;

namespace MlPipeline.Estimators.Data;

/// <summary>
/// What the classes of a label are called: the values of its keys as text, the same under every culture.
/// </summary>
internal static class ClassNames
{
    private static readonly FuncStaticMethodInfo1<DataViewSchema.Column, IReadOnlyList<string>> ReadKeyValues = new(
        Read<int>
    );

    /// <summary>The key values of a label, of any type; empty where it has none.</summary>
    public static IReadOnlyList<string> OfKeyValues(DataViewSchema.Column label)
    {
        DataViewSchema.Column? values = label.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues);
        if (values?.Type is not VectorDataViewType type)
            return [];
        return Utils.MarshalInvoke(ReadKeyValues, type.ItemType.RawType, label);
    }

    /// <summary>
    /// The key values of a label; where it has none, the raw values 0, 1, ... that a <c>[KeyType(n)]</c> property or a
    /// text file holds; False and True where it is no key.
    /// </summary>
    public static IReadOnlyList<string> Of(DataViewSchema.Column label)
    {
        if (label.Type is not KeyDataViewType key)
            return [bool.FalseString, bool.TrueString];
        IReadOnlyList<string> names = OfKeyValues(label);
        return names.Count > 0
            ? names
            : [.. Enumerable.Range(0, (int)key.Count).Select(raw => raw.ToString(CultureInfo.InvariantCulture))];
    }

    private static IReadOnlyList<string> Read<T>(DataViewSchema.Column label)
    {
        VBuffer<T> values = default;
        label.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")];
    }
}
