using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataView;

public class VBufferTests
{
    [Fact]
    public void Default_is_an_empty_dense_vector()
    {
        VBuffer<float> vector = default;
        Assert.Equal(0, vector.Length);
        Assert.True(vector.IsDense);
        Assert.True(vector.GetValues().IsEmpty);
        Assert.True(vector.GetIndices().IsEmpty);
        Assert.Empty(vector.DenseValues());
        Assert.Empty(vector.Items(all: true));
    }

    [Fact]
    public void A_dense_vector_stores_every_item_and_no_index()
    {
        var vector = new VBuffer<float>(3, [1, 2, 3]);
        Assert.True(vector.IsDense);
        Assert.Equal([1, 2, 3], vector.GetValues().ToArray());
        Assert.True(vector.GetIndices().IsEmpty);
        Assert.Equal(3, vector.GetItemOrDefault(2));
    }

    [Fact]
    public void A_dense_vector_uses_the_front_of_a_longer_array()
    {
        var vector = new VBuffer<float>(2, [1, 2, 3]);
        Assert.Equal([1, 2], vector.DenseValues());
    }

    [Fact]
    public void A_sparse_vector_stores_some_items_and_where_they_are()
    {
        var vector = new VBuffer<float>(6, 2, [5, 7], [1, 4]);
        Assert.False(vector.IsDense);
        Assert.Equal([5, 7], vector.GetValues().ToArray());
        Assert.Equal([1, 4], vector.GetIndices().ToArray());
        Assert.Equal([0, 5, 0, 0, 7, 0], vector.DenseValues());
        Assert.Equal(7, vector.GetItemOrDefault(4));
        Assert.Equal(0, vector.GetItemOrDefault(5));
        float value = 9;
        vector.GetItemOrDefault(0, ref value);
        Assert.Equal(0, value);
    }

    [Fact]
    public void Items_are_those_stored_or_all()
    {
        var vector = new VBuffer<float>(3, 1, [5], [1]);
        Assert.Equal([new KeyValuePair<int, float>(1, 5)], vector.Items());
        Assert.Equal([new(0, 0), new(1, 5), new KeyValuePair<int, float>(2, 0)], vector.Items(all: true));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void There_is_no_item_outside(int index)
    {
        var dense = new VBuffer<float>(3, [1, 2, 3]);
        var sparse = new VBuffer<float>(3, 1, [5], [1]);
        Assert.ThrowsAny<ArgumentException>(() => dense.GetItemOrDefault(index));
        Assert.ThrowsAny<ArgumentException>(() => sparse.GetItemOrDefault(index));
    }

    [Fact]
    public void A_vector_needs_as_many_values_and_indices_as_it_stores()
    {
        Assert.ThrowsAny<ArgumentException>(() => new VBuffer<float>(-1, []));
        Assert.ThrowsAny<ArgumentException>(() => new VBuffer<float>(3, [1, 2]));
        Assert.ThrowsAny<ArgumentException>(() => new VBuffer<float>(3, 4, new float[4], new int[4]));
        Assert.ThrowsAny<ArgumentException>(() => new VBuffer<float>(9, 2, [1], [0, 1]));
        Assert.ThrowsAny<ArgumentException>(() => new VBuffer<float>(9, 2, [1, 2], [0]));
    }

    [Fact]
    public void Copying_to_a_span_fills_in_the_default()
    {
        var vector = new VBuffer<float>(4, 2, [5, 7], [0, 2]);
        float[] all = [9, 9, 9, 9, 9, 9];
        vector.CopyTo(all.AsSpan(), 1, -1);
        Assert.Equal([9, 5, -1, 7, -1, 9], all);
        vector.CopyTo(all.AsSpan());
        Assert.Equal([5, 0, 7, 0, -1, 9], all);
    }

    [Fact]
    public void Copies_stay_sparse_unless_made_dense()
    {
        var vector = new VBuffer<float>(4, 2, [5, 7], [0, 2]);
        VBuffer<float> copy = default, dense = default;
        vector.CopyTo(ref copy);
        vector.CopyToDense(ref dense);
        Assert.False(copy.IsDense);
        Assert.True(dense.IsDense);
        Assert.Equal([5, 0, 7, 0], copy.DenseValues());
        Assert.Equal([5, 0, 7, 0], dense.GetValues().ToArray());
    }

    [Fact]
    public void A_part_of_an_array_is_copied_dense()
    {
        VBuffer<float> vector = default;
        VBuffer<float>.Copy([1, 2, 3, 4], 1, ref vector, 2);
        Assert.True(vector.IsDense);
        Assert.Equal([2, 3], vector.DenseValues());
    }

    [Fact]
    public void A_vector_says_how_it_is_stored()
    {
        Assert.Equal("Dense vector of size 2", new VBuffer<float>(2, [1, 2]).ToString());
        Assert.Equal("Sparse vector of size 9, 1 explicit values", new VBuffer<float>(9, 1, [1], [3]).ToString());
    }
}
