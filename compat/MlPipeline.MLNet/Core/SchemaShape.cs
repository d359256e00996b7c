using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What is known of a schema before there is data: names, kinds, types and which annotations there will be.</summary>
public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private readonly Column[] _columns;

    /// <summary>Of these columns.</summary>
    public SchemaShape(IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
    }

    private static SchemaShape Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _columns.Length;

    /// <inheritdoc/>
    public Column this[int index] => _columns[index];

    /// <summary>The shape of a schema.</summary>
    public static SchemaShape Create(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new SchemaShape(schema.Where(column => !column.IsHidden).Select(Of));
    }

    /// <summary>Finds a column.</summary>
    public bool TryFindColumn(string name, out Column column)
    {
        int index = Array.FindIndex(_columns, c => c.Name == name);
        column = index < 0 ? default : _columns[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Column Of(DataViewSchema.Column column)
    {
        (Column.VectorKind kind, DataViewType item, bool isKey) = Describe(column.Type);
        IEnumerable<Column> annotations = column.Annotations.Schema.Where(a => !a.IsHidden).Select(a =>
        {
            (Column.VectorKind annotationKind, DataViewType annotationItem, bool annotationIsKey) = Describe(a.Type);
            return new Column(a.Name, annotationKind, annotationItem, annotationIsKey);
        });
        return new Column(column.Name, kind, item, isKey, new SchemaShape(annotations));
    }

    // A shape knows a key by its storage type: how many keys there are is learned from data.
    private static (Column.VectorKind Kind, DataViewType Item, bool IsKey) Describe(DataViewType type)
    {
        DataViewType item = type is VectorDataViewType vector ? vector.ItemType : type;
        Column.VectorKind kind = type is not VectorDataViewType v ? Column.VectorKind.Scalar
            : v.IsKnownSize ? Column.VectorKind.Vector : Column.VectorKind.VariableVector;
        return item is KeyDataViewType ? (kind, DataViewTypeManager.NumberOf(item.RawType), true) : (kind, item, false);
    }

    /// <summary>A column of a shape.</summary>
    [SuppressMessage("Performance", "CA1815", Justification = "The public surface is ML.NET's.")]
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public readonly struct Column
    {
        /// <summary>The name.</summary>
        public readonly string Name;

        /// <summary>Scalar or vector.</summary>
        public readonly VectorKind Kind;

        /// <summary>The type of the items; for keys, of their storage.</summary>
        public readonly DataViewType ItemType;

        /// <summary>Whether the items are keys.</summary>
        public readonly bool IsKey;

        /// <summary>The annotations there will be.</summary>
        public readonly SchemaShape Annotations;

        /// <summary>From its parts.</summary>
        public Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(itemType);
            (Name, Kind, ItemType, IsKey, Annotations) = (name, vecKind, itemType, isKey, annotations ?? Empty);
        }

        /// <summary>
        /// Whether <paramref name="source"/> is what this column requires: the same name, kind and type, and at least the annotations.
        /// </summary>
        public bool IsCompatibleWith(Column source)
        {
            if (source.Name == null || Name != source.Name || Kind != source.Kind || IsKey != source.IsKey || !ItemType.Equals(source.ItemType)) return false;
            foreach (Column required in Annotations)
                if (!source.Annotations.TryFindColumn(required.Name, out Column found) || !required.IsCompatibleWith(found))
                    return false;
            return true;
        }

        /// <summary>The type in words.</summary>
        public string GetTypeString()
        {
            string item = IsKey ? $"Key<{ItemType}>" : ItemType.ToString()!;
            return Kind switch { VectorKind.Scalar => item, VectorKind.Vector => $"Vector<{item}>", _ => $"VarVector<{item}>" };
        }

        /// <summary>Scalar or vector.</summary>
        public enum VectorKind
        {
            /// <summary>One value.</summary>
            Scalar,

            /// <summary>A vector of known size.</summary>
            Vector,

            /// <summary>A vector of any size.</summary>
            VariableVector,
        }
    }
}
