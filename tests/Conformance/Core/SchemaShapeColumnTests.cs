using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MlPipeline.Conformance.Tests.Core;

public class SchemaShapeColumnTests
{
    private static readonly SchemaShape.Column Needed = new("A", Vector, NumberDataViewType.Single, false);

    [Fact]
    public void What_is_required_must_be_there_alike()
    {
        Assert.True(Needed.IsCompatibleWith(new("A", Vector, NumberDataViewType.Single, false)));
        Assert.False(Needed.IsCompatibleWith(new("B", Vector, NumberDataViewType.Single, false)));
        Assert.False(Needed.IsCompatibleWith(new("A", Scalar, NumberDataViewType.Single, false)));
        Assert.False(Needed.IsCompatibleWith(new("A", Vector, NumberDataViewType.Double, false)));
        Assert.False(Needed.IsCompatibleWith(new("A", Vector, NumberDataViewType.Single, true)));
    }

    [Fact]
    public void Annotations_may_be_more_than_required_but_not_less()
    {
        SchemaShape names = new([new("SlotNames", Vector, TextDataViewType.Instance, false)]);
        var named = new SchemaShape.Column("A", Vector, NumberDataViewType.Single, false, names);
        Assert.True(Needed.IsCompatibleWith(named));
        Assert.False(named.IsCompatibleWith(Needed));
        Assert.True(named.IsCompatibleWith(named));
    }

    [Theory]
    [InlineData(Scalar, false, "UInt32")]
    [InlineData(Scalar, true, "Key<UInt32>")]
    [InlineData(Vector, true, "Vector<Key<UInt32>>")]
    [InlineData(VariableVector, false, "VarVector<UInt32>")]
    public void A_shape_says_its_type(SchemaShape.Column.VectorKind kind, bool isKey, string text) =>
        Assert.Equal(text, new SchemaShape.Column("A", kind, NumberDataViewType.UInt32, isKey).GetTypeString());

    [Fact]
    public void The_shape_of_a_schema_leaves_out_counts_and_hidden_columns()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", TextDataViewType.Instance);
        builder.AddColumn("A", new KeyDataViewType(typeof(uint), 4));
        builder.AddColumn("B", new VectorDataViewType(NumberDataViewType.Single));
        SchemaShape shape = SchemaShape.Create(builder.ToSchema());
        Assert.Equal(2, shape.Count);
        Assert.True(shape.TryFindColumn("A", out SchemaShape.Column key));
        Assert.Equal((Scalar, NumberDataViewType.UInt32, true), (key.Kind, key.ItemType, key.IsKey));
        Assert.True(shape.TryFindColumn("B", out SchemaShape.Column vector));
        Assert.Equal(VariableVector, vector.Kind);
        Assert.False(shape.TryFindColumn("C", out _));
    }
}
