using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataView;

public class AnnotationTests
{
    [Fact]
    public void A_column_has_none_unless_given_some()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single);
        Assert.Empty(builder.ToSchema()["A"].Annotations.Schema);
        Assert.Empty(DataViewSchema.Annotations.Empty.Schema);
    }

    [Fact]
    public void Values_are_got_by_kind_or_by_getter()
    {
        DataViewSchema.Annotations annotations = Sample();
        float number = 0;
        annotations.GetValue("Number", ref number);
        VBuffer<ReadOnlyMemory<char>> names = default;
        annotations.GetGetter<VBuffer<ReadOnlyMemory<char>>>(annotations.Schema["SlotNames"])(ref names);
        Assert.Equal(3.5f, number);
        Assert.Equal(["left", "right"], names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Asking_for_another_type_or_kind_is_refused()
    {
        DataViewSchema.Annotations annotations = Sample();
        double wide = 0;
        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("Number", ref wide));
        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("Nothing", ref wide));
        Assert.Throws<InvalidOperationException>(() => annotations.GetGetter<double>(annotations.Schema["Number"]));
    }

    [Fact]
    public void A_builder_takes_over_what_a_selector_wants()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(Sample(), kind => kind == "Number");
        builder.AddPrimitiveValue("More", BooleanDataViewType.Instance, true);
        DataViewSchema.Annotations annotations = builder.ToAnnotations();
        float number = 0;
        annotations.GetValue("Number", ref number);
        Assert.Equal(["Number", "More"], annotations.Schema.Select(column => column.Name));
        Assert.Equal(3.5f, number);
    }

    [Fact]
    public void A_getter_must_fit_its_type()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        ValueGetter<float> getter = (ref float value) => value = 1;
        Assert.ThrowsAny<SystemException>(() => builder.Add("Wrong", NumberDataViewType.Double, getter));
        Assert.ThrowsAny<SystemException>(() => builder.Add("Wrong", NumberDataViewType.Double, (Delegate)getter));
    }

    [Fact]
    public void Slot_names_and_key_values_are_read_through_the_column()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", new VectorDataViewType(NumberDataViewType.Single, 2), Sample());
        builder.AddColumn("B", NumberDataViewType.Single);
        DataViewSchema schema = builder.ToSchema();
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["A"].GetSlotNames(ref names);
        Assert.True(schema["A"].HasSlotNames());
        Assert.Equal(2, names.Length);
        Assert.False(schema["B"].HasSlotNames());
        Assert.False(schema["A"].HasKeyValues());
        Assert.True(schema["A"].IsNormalized());
        Assert.False(schema["B"].IsNormalized());
    }

    [Fact]
    public void Key_values_are_those_of_a_key_one_each()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, 2), (ref VBuffer<ReadOnlyMemory<char>> value) =>
            value = new VBuffer<ReadOnlyMemory<char>>(2, ["no".AsMemory(), "yes".AsMemory()]));
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Key", new KeyDataViewType(typeof(uint), 2), annotations.ToAnnotations());
        builder.AddColumn("Keys", new VectorDataViewType(new KeyDataViewType(typeof(uint), 2), 5), annotations.ToAnnotations());
        builder.AddColumn("Larger", new KeyDataViewType(typeof(uint), 3), annotations.ToAnnotations());
        builder.AddColumn("Text", TextDataViewType.Instance, annotations.ToAnnotations());
        DataViewSchema schema = builder.ToSchema();
        VBuffer<ReadOnlyMemory<char>> values = default;
        schema["Key"].GetKeyValues(ref values);
        Assert.Equal(["no", "yes"], values.DenseValues().Select(value => value.ToString()));
        Assert.True(schema["Key"].HasKeyValues());
        Assert.True(schema["Keys"].HasKeyValues());
        Assert.False(schema["Key"].HasKeyValues(NumberDataViewType.Single));
        Assert.False(schema["Larger"].HasKeyValues());
        Assert.False(schema["Text"].HasKeyValues());
    }

    private static DataViewSchema.Annotations Sample()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Number", NumberDataViewType.Single, 3.5f);
        builder.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        builder.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, 2), (ref VBuffer<ReadOnlyMemory<char>> value) =>
            value = new VBuffer<ReadOnlyMemory<char>>(2, ["left".AsMemory(), "right".AsMemory()]));
        return builder.ToAnnotations();
    }
}
