using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataView;

public class SchemaTests
{
    [Fact]
    public void Columns_are_found_by_name_and_by_place()
    {
        DataViewSchema schema = Schema(("A", NumberDataViewType.Single), ("B", TextDataViewType.Instance));
        Assert.Equal(2, schema.Count);
        Assert.Equal(["A", "B"], schema.Select(column => column.Name));
        Assert.Equal(1, schema["B"].Index);
        Assert.Equal("B", schema[1].Name);
        Assert.Same(TextDataViewType.Instance, schema["B"].Type);
        Assert.Null(schema.GetColumnOrNull("C"));
        Assert.Null(schema.GetColumnOrNull("a"));
    }

    [Fact]
    public void A_later_column_hides_an_earlier_one_of_its_name()
    {
        DataViewSchema schema = Schema(("A", NumberDataViewType.Single), ("B", TextDataViewType.Instance), ("A", NumberDataViewType.Double));
        Assert.Equal(3, schema.Count);
        Assert.Equal([true, false, false], schema.Select(column => column.IsHidden));
        Assert.Equal(2, schema["A"].Index);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        DataViewSchema schema = Schema(("A", NumberDataViewType.Single));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => schema["Nowhere"]);
        Assert.Contains("Column 'Nowhere' not found", error.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<SystemException>(() => schema[1]);
    }

    [Fact]
    public void Columns_need_a_name_and_a_type()
    {
        var builder = new DataViewSchema.Builder();
        Assert.ThrowsAny<ArgumentException>(() => builder.AddColumn("", NumberDataViewType.Single));
        Assert.ThrowsAny<ArgumentException>(() => builder.AddColumn(null!, NumberDataViewType.Single));
        Assert.ThrowsAny<ArgumentException>(() => builder.AddColumn("A", null!));
    }

    [Fact]
    public void A_schema_can_be_built_of_another()
    {
        DataViewSchema first = Schema(("A", NumberDataViewType.Single), ("B", TextDataViewType.Instance));
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(first.Where(column => column.Name == "B"));
        builder.AddColumns([new DataViewSchema.DetachedColumn(first["A"])]);
        DataViewSchema second = builder.ToSchema();
        Assert.Equal(["B", "A"], second.Select(column => column.Name));
        Assert.Equal(0, second["B"].Index);
    }

    [Fact]
    public void A_column_says_its_name_and_type()
        => Assert.Equal("A: Vector<Single, 3>", Schema(("A", new VectorDataViewType(NumberDataViewType.Single, 3)))["A"].ToString());

    private static DataViewSchema Schema(params (string Name, DataViewType Type)[] columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach ((string name, DataViewType type) in columns) builder.AddColumn(name, type);
        return builder.ToSchema();
    }
}
