using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>What the estimators here share when they say which columns they will add to a schema.</summary>
internal static class Shapes
{
    /// <summary>The annotation that says a column's values are normalized.</summary>
    public static SchemaShape.Column IsNormalized { get; } = new(
        AnnotationUtils.Kinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false);

    /// <summary>The annotation that names a vector's slots.</summary>
    public static SchemaShape.Column SlotNames { get; } = new(
        AnnotationUtils.Kinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false);

    /// <summary>The column of that name, or the error ML.NET gives for a missing one.</summary>
    public static SchemaShape.Column FindInput(this IExceptionContext context, SchemaShape inputSchema, string name)
        => inputSchema.TryFindColumn(name, out SchemaShape.Column column)
            ? column
            : throw context.ExceptSchemaMismatch(nameof(inputSchema), "input", name);

    /// <summary>The annotation of that kind, if the column has it.</summary>
    public static bool TryFindAnnotation(this SchemaShape.Column column, string kind, [NotNullWhen(true)] out SchemaShape.Column? annotation)
    {
        bool found = column.Annotations.TryFindColumn(kind, out SchemaShape.Column value);
        annotation = found ? value : null;
        return found;
    }

    /// <summary>The annotations of the given kinds that the column has.</summary>
    public static IEnumerable<SchemaShape.Column> AnnotationsOf(this SchemaShape.Column column, params string[] kinds)
        => column.Annotations.Where(annotation => kinds.Contains(annotation.Name));

    /// <summary>The schema with columns of these names replaced, the others appended.</summary>
    public static SchemaShape With(this SchemaShape inputSchema, IEnumerable<SchemaShape.Column> outputs)
    {
        Dictionary<string, SchemaShape.Column> columns = inputSchema.ToDictionary(column => column.Name);
        foreach (SchemaShape.Column output in outputs)
            columns[output.Name] = output;
        return new SchemaShape(columns.Values);
    }

    /// <summary>The column's type in words, for error messages.</summary>
    public static string TypeText(this SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType.RawType.Name}>" : column.ItemType.ToString()!;
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Scalar => item,
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            _ => $"VarVector<{item}>",
        };
    }
}
