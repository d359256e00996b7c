namespace Microsoft.ML.Data;

/// <summary>What all rows say when they are asked for the wrong thing.</summary>
internal static class Getters
{
    public static InvalidOperationException WrongType<TValue>(DataViewSchema.Column column) =>
        new($"Invalid TValue in GetGetter: column '{column.Name}' is {column.Type}, whose values are {column.Type.RawType}, not {typeof(TValue)}.");

    public static InvalidOperationException NotActive(DataViewSchema.Column column) =>
        new($"Column '{column.Name}' is not active in this cursor; name it among the columns needed.");
}
