using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The annotation that says which values a column's keys stand for.</summary>
internal static class KeyValues
{
    /// <summary>The annotation's type, or null when the column has none.</summary>
    public static VectorDataViewType? TypeOf(DataViewSchema.Column column)
        => column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type as VectorDataViewType;
}
