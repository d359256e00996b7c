namespace Microsoft.ML.Data;

/// <summary>Data, and which of its columns is the label, the features, the weight.</summary>
public sealed class RoleMappedData
{
    /// <summary>From names of columns.</summary>
    public RoleMappedData(IDataView data, string? label, string? feature, string? group = null, string? weight = null, string? name = null, IEnumerable<KeyValuePair<RoleMappedSchema.ColumnRole, string>>? custom = null, bool opt = false)
        : this(data, RoleMappedSchema.Pairs(label, feature, group, weight, name, custom), opt)
    {
    }

    /// <summary>From names of roles and columns.</summary>
    public RoleMappedData(IDataView data, IEnumerable<KeyValuePair<RoleMappedSchema.ColumnRole, string>> roles, bool opt = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        Data = data;
        Schema = new RoleMappedSchema(data.Schema, roles, opt);
    }

    /// <summary>From names of roles and columns.</summary>
    public RoleMappedData(IDataView data, bool opt = false, params KeyValuePair<RoleMappedSchema.ColumnRole, string>[] roles)
        : this(data, roles, opt)
    {
    }

    /// <summary>The data.</summary>
    public IDataView Data { get; }

    /// <summary>The roles.</summary>
    public RoleMappedSchema Schema { get; }
}
