using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>A schema, and which of its columns is the label, the features, the weight.</summary>
public sealed class RoleMappedSchema
{
    private readonly Dictionary<string, List<DataViewSchema.Column>> _columns = [];

    /// <summary>From names of roles and columns.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="roles">Roles and the columns that have them.</param>
    /// <param name="opt">Whether a column that is missing is ignored.</param>
    public RoleMappedSchema(DataViewSchema schema, IEnumerable<KeyValuePair<ColumnRole, string>> roles, bool opt = false)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(roles);
        Schema = schema;
        foreach ((ColumnRole role, string name) in roles)
        {
            if (string.IsNullOrEmpty(name)) continue;
            if (schema.GetColumnOrNull(name) is not { } column)
            {
                if (opt) continue;
                throw new ArgumentOutOfRangeException(nameof(roles), $"{role.Value} column '{name}' not found");
            }
            if (!_columns.TryGetValue(role.Value, out List<DataViewSchema.Column>? list)) _columns[role.Value] = list = [];
            list.Add(column);
        }
    }

    /// <summary>From names of roles and columns.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="opt">Whether a column that is missing is ignored.</param>
    /// <param name="roles">Roles and the columns that have them.</param>
    public RoleMappedSchema(DataViewSchema schema, bool opt = false, params KeyValuePair<ColumnRole, string>[] roles)
        : this(schema, roles, opt)
    {
    }

    /// <summary>From names of columns.</summary>
    public RoleMappedSchema(DataViewSchema schema, string? label, string? feature, string? group = null, string? weight = null, string? name = null, IEnumerable<KeyValuePair<ColumnRole, string>>? custom = null, bool opt = false)
        : this(schema, Pairs(label, feature, group, weight, name, custom), opt)
    {
    }

    /// <summary>The schema.</summary>
    public DataViewSchema Schema { get; }

    /// <summary>The features.</summary>
    public DataViewSchema.Column? Feature => Only(ColumnRole.Feature);

    /// <summary>The label.</summary>
    public DataViewSchema.Column? Label => Only(ColumnRole.Label);

    /// <summary>The weight.</summary>
    public DataViewSchema.Column? Weight => Only(ColumnRole.Weight);

    /// <summary>The group.</summary>
    public DataViewSchema.Column? Group => Only(ColumnRole.Group);

    /// <summary>The name.</summary>
    public DataViewSchema.Column? Name => Only(ColumnRole.Name);

    /// <summary>A role and a column.</summary>
    public static KeyValuePair<ColumnRole, string> CreatePair(ColumnRole role, string name) => new(role, name);

    /// <summary>The columns of a role.</summary>
    public IReadOnlyList<DataViewSchema.Column> GetColumns(ColumnRole role) => _columns.GetValueOrDefault(role.Value) ?? [];

    /// <summary>The one column of a role.</summary>
    /// <exception cref="InvalidOperationException">None has it, or several.</exception>
    public DataViewSchema.Column GetUniqueColumn(ColumnRole role) =>
        Only(role) ?? throw new InvalidOperationException($"{GetColumns(role).Count} columns have the role '{role.Value}'; exactly one is needed.");

    /// <summary>Whether exactly one column has the role.</summary>
    public bool HasUnique(ColumnRole role) => GetColumns(role).Count == 1;

    /// <summary>Whether any column has the role.</summary>
    public bool Has(ColumnRole role) => GetColumns(role).Count > 0;

    /// <summary>Whether several columns have the role.</summary>
    public bool HasMultiple(ColumnRole role) => GetColumns(role).Count > 1;

    /// <summary>All roles and their columns.</summary>
    public IEnumerable<KeyValuePair<ColumnRole, DataViewSchema.Column>> GetColumnRoles() =>
        _columns.SelectMany(pair => pair.Value.Select(column => KeyValuePair.Create(new ColumnRole(pair.Key), column)));

    /// <summary>All roles and the names of their columns.</summary>
    public IEnumerable<KeyValuePair<ColumnRole, string>> GetColumnRoleNames() =>
        GetColumnRoles().Select(pair => CreatePair(pair.Key, pair.Value.Name));

    /// <summary>A role and the names of its columns.</summary>
    public IEnumerable<KeyValuePair<ColumnRole, string>> GetColumnRoleNames(ColumnRole role) =>
        GetColumns(role).Select(column => CreatePair(role, column.Name));

    internal static IEnumerable<KeyValuePair<ColumnRole, string>> Pairs(string? label, string? feature, string? group, string? weight, string? name, IEnumerable<KeyValuePair<ColumnRole, string>>? custom)
    {
        (ColumnRole Role, string? Column)[] pairs = [(ColumnRole.Label, label), (ColumnRole.Feature, feature), (ColumnRole.Group, group), (ColumnRole.Weight, weight), (ColumnRole.Name, name)];
        return pairs.Where(pair => !string.IsNullOrEmpty(pair.Column)).Select(pair => CreatePair(pair.Role, pair.Column!)).Concat(custom ?? []);
    }

    private DataViewSchema.Column? Only(ColumnRole role)
    {
        IReadOnlyList<DataViewSchema.Column> columns = GetColumns(role);
        return columns.Count == 1 ? columns[0] : null;
    }

    /// <summary>What a column is for.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    [SuppressMessage("Performance", "CA1815", Justification = "The public surface is ML.NET's.")]
    public readonly struct ColumnRole
    {
        /// <summary>The name of the role.</summary>
        public readonly string Value;

        /// <summary>From its name.</summary>
        public ColumnRole(string value) => Value = value;

        /// <summary>What to predict from.</summary>
        public static ColumnRole Feature => new("Feature");

        /// <summary>What to predict.</summary>
        public static ColumnRole Label => new("Label");

        /// <summary>Which rows belong together.</summary>
        public static ColumnRole Group => new("Group");

        /// <summary>How much a row counts.</summary>
        public static ColumnRole Weight => new("Weight");

        /// <summary>What a row is called.</summary>
        public static ColumnRole Name => new("Name");

        /// <summary>A role of another name.</summary>
        public static implicit operator ColumnRole(string value) => new(value);
    }
}
