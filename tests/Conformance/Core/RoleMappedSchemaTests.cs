using Microsoft.ML;
using Microsoft.ML.Data;
using Role = Microsoft.ML.Data.RoleMappedSchema.ColumnRole;

namespace MlPipeline.Conformance.Tests.Core;

public class RoleMappedSchemaTests
{
    private readonly DataViewSchema _schema = Schema("Class", "Pixels", "Importance", "Extra");

    [Fact]
    public void Columns_are_found_by_role()
    {
        var roles = new RoleMappedSchema(_schema, label: "Class", feature: "Pixels", weight: "Importance");
        Assert.Equal("Class", roles.Label!.Value.Name);
        Assert.Equal("Pixels", roles.Feature!.Value.Name);
        Assert.Equal("Importance", roles.Weight!.Value.Name);
        Assert.Null(roles.Group);
        Assert.Null(roles.Name);
        Assert.Same(_schema, roles.Schema);
        Assert.Equal("Pixels", roles.GetUniqueColumn(Role.Feature).Name);
        Assert.Equal(["Class"], roles.GetColumnRoleNames(Role.Label).Select(pair => pair.Value));
    }

    [Fact]
    public void A_role_may_have_several_columns()
    {
        var roles = new RoleMappedSchema(_schema, opt: false, RoleMappedSchema.CreatePair(Role.Feature, "Pixels"), RoleMappedSchema.CreatePair(Role.Feature, "Extra"));
        Assert.True(roles.Has(Role.Feature));
        Assert.True(roles.HasMultiple(Role.Feature));
        Assert.False(roles.HasUnique(Role.Feature));
        Assert.Equal(["Pixels", "Extra"], roles.GetColumns(Role.Feature).Select(column => column.Name));
        Assert.ThrowsAny<InvalidOperationException>(() => roles.GetUniqueColumn(Role.Feature));
    }

    [Fact]
    public void Roles_can_be_of_ones_own()
    {
        var roles = new RoleMappedSchema(_schema, "Class", "Pixels", custom: [RoleMappedSchema.CreatePair("Hint", "Extra")]);
        Assert.Equal("Extra", roles.GetUniqueColumn("Hint").Name);
        Assert.Equal(3, roles.GetColumnRoles().Count());
    }

    [Fact]
    public void A_missing_column_is_an_error_unless_optional()
    {
        var error = Assert.ThrowsAny<SystemException>(() => new RoleMappedSchema(_schema, "Nothing", "Pixels"));
        Assert.Contains("'Nothing'", error.Message, StringComparison.Ordinal);
        Assert.Null(new RoleMappedSchema(_schema, "Nothing", "Pixels", opt: true).Label);
    }

    private static DataViewSchema Schema(params string[] names)
    {
        var builder = new DataViewSchema.Builder();
        foreach (string name in names) builder.AddColumn(name, NumberDataViewType.Single);
        return builder.ToSchema();
    }
}
