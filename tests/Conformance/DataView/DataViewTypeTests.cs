using System.Collections.Immutable;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataView;

public class DataViewTypeTests
{
    public static TheoryData<DataViewType, string, Type> Names => new()
    {
        { NumberDataViewType.SByte, "SByte", typeof(sbyte) },
        { NumberDataViewType.Byte, "Byte", typeof(byte) },
        { NumberDataViewType.Int16, "Int16", typeof(short) },
        { NumberDataViewType.UInt16, "UInt16", typeof(ushort) },
        { NumberDataViewType.Int32, "Int32", typeof(int) },
        { NumberDataViewType.UInt32, "UInt32", typeof(uint) },
        { NumberDataViewType.Int64, "Int64", typeof(long) },
        { NumberDataViewType.UInt64, "UInt64", typeof(ulong) },
        { NumberDataViewType.Single, "Single", typeof(float) },
        { NumberDataViewType.Double, "Double", typeof(double) },
        { TextDataViewType.Instance, "String", typeof(ReadOnlyMemory<char>) },
        { BooleanDataViewType.Instance, "Boolean", typeof(bool) },
        { TimeSpanDataViewType.Instance, "TimeSpan", typeof(TimeSpan) },
        { DateTimeDataViewType.Instance, "DateTime", typeof(DateTime) },
        { new KeyDataViewType(typeof(uint), 4), "Key<UInt32, 0-3>", typeof(uint) },
        { new KeyDataViewType(typeof(byte), 1UL), "Key<Byte, 0-0>", typeof(byte) },
        { new VectorDataViewType(NumberDataViewType.Single, 5), "Vector<Single, 5>", typeof(VBuffer<float>) },
        { new VectorDataViewType(TextDataViewType.Instance, 2), "Vector<String, 2>", typeof(VBuffer<ReadOnlyMemory<char>>) },
        { new VectorDataViewType(NumberDataViewType.Byte, 3, 28, 28), "Vector<Byte, 3, 28, 28>", typeof(VBuffer<byte>) },
        { new VectorDataViewType(NumberDataViewType.Single), "VarVector<Single>", typeof(VBuffer<float>) },
        { new VectorDataViewType(new KeyDataViewType(typeof(uint), 10), 3), "Vector<Key<UInt32, 0-9>, 3>", typeof(VBuffer<uint>) },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_type_says_what_it_is(DataViewType type, string name, Type rawType)
    {
        Assert.Equal(name, type.ToString());
        Assert.Equal(rawType, type.RawType);
    }

    [Fact]
    public void A_type_equals_itself_alone()
    {
        DataViewType[] types = [.. Names.Select(row => (DataViewType)((object[])row)[0])];
        for (int i = 0; i < types.Length; i++)
            for (int j = 0; j < types.Length; j++)
                Assert.Equal(i == j, types[i].Equals(types[j]));
    }

    [Fact]
    public void Keys_are_equal_by_storage_and_count()
    {
        var key = new KeyDataViewType(typeof(uint), 4);
        Assert.True(key.Equals((object)new KeyDataViewType(typeof(uint), 4UL)));
        Assert.Equal(key.GetHashCode(), new KeyDataViewType(typeof(uint), 4UL).GetHashCode());
        Assert.False(key.Equals(new KeyDataViewType(typeof(uint), 5)));
        Assert.False(key.Equals(new KeyDataViewType(typeof(ushort), 4)));
        Assert.False(key.Equals(NumberDataViewType.UInt32));
    }

    [Fact]
    public void Vectors_are_equal_by_item_and_dimensions()
    {
        var image = new VectorDataViewType(NumberDataViewType.Single, 28, 28);
        Assert.True(image.Equals((object)new VectorDataViewType(NumberDataViewType.Single, ImmutableArray.Create(28, 28))));
        Assert.Equal(image.GetHashCode(), new VectorDataViewType(NumberDataViewType.Single, 28, 28).GetHashCode());
        Assert.False(image.Equals(new VectorDataViewType(NumberDataViewType.Single, 784)));
        Assert.False(image.Equals(new VectorDataViewType(NumberDataViewType.Double, 28, 28)));
        Assert.Equal((784, true), (image.Size, image.IsKnownSize));
        Assert.Equal([28, 28], image.Dimensions.ToArray());
    }

    [Fact]
    public void The_size_is_unknown_where_a_dimension_is()
    {
        var vector = new VectorDataViewType(NumberDataViewType.Single, 3, 0);
        Assert.Equal((0, false), (vector.Size, vector.IsKnownSize));
        Assert.False(new VectorDataViewType(NumberDataViewType.Single).IsKnownSize);
    }

    [Theory]
    [InlineData(typeof(int))]
    [InlineData(typeof(float))]
    [InlineData(typeof(string))]
    public void Keys_are_unsigned_integers(Type type)
    {
        Assert.False(KeyDataViewType.IsValidDataType(type));
        Assert.ThrowsAny<ArgumentException>(() => new KeyDataViewType(type, 4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(256)]
    public void Keys_count_from_one_to_what_their_type_holds(int count) =>
        Assert.ThrowsAny<ArgumentException>(() => new KeyDataViewType(typeof(byte), count));

    [Fact]
    public void Dimensions_are_not_negative() =>
        Assert.ThrowsAny<ArgumentException>(() => new VectorDataViewType(NumberDataViewType.Single, 2, -1));
}
