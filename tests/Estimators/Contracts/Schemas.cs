using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>Schemas as text, to be compared.</summary>
internal static class Schemas
{
    /// <summary>The visible columns, with types and annotations, as a transformer gives them.</summary>
    public static string[] Columns(DataViewSchema schema) =>
        [
            .. schema
                .Where(column => !column.IsHidden)
                .Select(column => $"{column.Name}: {column.Type} [{Annotations(column)}]"),
        ];

    /// <summary>
    /// The columns, with kinds and annotations, in alphabetical order, as an estimator promises them.
    /// </summary>
    public static string[] Columns(SchemaShape shape) =>
        [
            .. shape
                .Select(column =>
                    $"{column.Name}: {column.GetTypeString()} "
                    + $"[{string.Join(", ", column.Annotations.Select(annotation => annotation.Name).Order())}]"
                )
                .Order(StringComparer.Ordinal),
        ];

    public static SchemaShape Shape(IDataView data) => SchemaShape.Create(data.Schema);

    private static string Annotations(DataViewSchema.Column column) =>
        string.Join(
            ", ",
            column
                .Annotations.Schema.Select(annotation => $"{annotation.Name}: {annotation.Type}")
                .Order(StringComparer.Ordinal)
        );
}
