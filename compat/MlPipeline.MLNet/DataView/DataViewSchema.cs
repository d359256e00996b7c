using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>The columns of a data view: names, types, annotations. A later column hides an earlier one of the same name.</summary>
public sealed partial class DataViewSchema : IReadOnlyList<DataViewSchema.Column>
{
    private readonly Column[] _columns;
    private readonly Dictionary<string, int> _byName;

    private DataViewSchema(IReadOnlyList<DetachedColumn> columns)
    {
        _byName = [];
        for (int i = 0; i < columns.Count; i++) _byName[columns[i].Name] = i;
        _columns = new Column[columns.Count];
        for (int i = 0; i < columns.Count; i++)
            _columns[i] = new Column(columns[i].Name, i, _byName[columns[i].Name] != i, columns[i].Type, columns[i].Annotations);
    }

    /// <summary>The number of columns, hidden ones included.</summary>
    public int Count => _columns.Length;

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public Column this[string name] =>
        GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(nameof(name), $"Column '{name}' not found; there are {Names()}.");

    /// <summary>The column of that index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public Column this[int columnIndex] => (uint)columnIndex < (uint)_columns.Length
        ? _columns[columnIndex]
        : throw new ArgumentOutOfRangeException(nameof(columnIndex), columnIndex, $"The schema has {_columns.Length} columns.");

    /// <summary>The column of that name, or null.</summary>
    public Column? GetColumnOrNull(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _byName.TryGetValue(name, out int index) ? _columns[index] : null;
    }

    /// <inheritdoc/>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{Count} columns";

    // A message names the columns, but not hundreds of them.
    private string Names()
    {
        const int Most = 20;
        string[] names = [.. _columns.Where(column => !column.IsHidden).Select(column => column.Name)];
        if (names.Length == 0) return "no columns";
        return names.Length <= Most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Most))} and {names.Length - Most} more";
    }

    /// <summary>A column that belongs to a schema.</summary>
    [DebuggerDisplay("{ToString(),nq}")]
    [SuppressMessage("Performance", "CA1815", Justification = "The public surface is ML.NET's.")]
    public readonly struct Column
    {
        internal Column(string name, int index, bool isHidden, DataViewType type, Annotations annotations) =>
            (Name, Index, IsHidden, Type, Annotations) = (name, index, isHidden, type, annotations);

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary>The place in its schema.</summary>
        public int Index { get; }

        /// <summary>Whether a later column has the same name.</summary>
        public bool IsHidden { get; }

        /// <summary>The type of the values.</summary>
        public DataViewType Type { get; }

        /// <summary>What is known of the column besides its type.</summary>
        public Annotations Annotations { get; }

        /// <inheritdoc/>
        public override string ToString() => $"{Name}: {Type}{(Annotations is { Schema.Count: > 0 } ? $" {{{Annotations}}}" : "")}";
    }

    /// <summary>A column that belongs to no schema yet.</summary>
    [SuppressMessage("Performance", "CA1815", Justification = "The public surface is ML.NET's.")]
    public readonly struct DetachedColumn
    {
        /// <summary>From its parts.</summary>
        public DetachedColumn(string name, DataViewType type, Annotations? annotations = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(type);
            (Name, Type, Annotations) = (name, type, annotations ?? Annotations.Empty);
        }

        /// <summary>As that of a schema.</summary>
        public DetachedColumn(Column column) => (Name, Type, Annotations) = (column.Name, column.Type, column.Annotations);

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary>The type of the values.</summary>
        public DataViewType Type { get; }

        /// <summary>What is known of the column besides its type.</summary>
        public Annotations Annotations { get; }
    }

    /// <summary>Collects columns, then makes a schema of them.</summary>
    public sealed class Builder
    {
        private readonly List<DetachedColumn> _columns = [];

        /// <summary>Adds a column.</summary>
        public void AddColumn(string name, DataViewType type, Annotations? annotations = null) => _columns.Add(new DetachedColumn(name, type, annotations));

        /// <summary>Adds columns.</summary>
        public void AddColumns(IEnumerable<DetachedColumn> source) => _columns.AddRange(source);

        /// <summary>Adds the columns of a schema.</summary>
        public void AddColumns(IEnumerable<Column> source) => _columns.AddRange(source.Select(column => new DetachedColumn(column)));

        /// <summary>The schema.</summary>
        public DataViewSchema ToSchema() => new(_columns);
    }
}
