using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataView;

public class VBufferEditorTests
{
    [Fact]
    public void A_new_vector_gets_new_storage()
    {
        VBuffer<float> vector = default;
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, 3);
        Assert.True(editor.CreatedNewValues);
        Assert.False(editor.CreatedNewIndices);
        Assert.Equal(3, editor.Values.Length);
        Assert.True(editor.Indices.IsEmpty);
    }

    [Fact]
    public void Storage_that_is_large_enough_is_used_again()
    {
        VBuffer<float> vector = Sparse(length: 10, (2, 5), (4, 7), (6, 9));
        VBufferEditor<float> dense = VBufferEditor.Create(ref vector, 3);
        Assert.False(dense.CreatedNewValues);
        vector = dense.Commit();
        VBufferEditor<float> sparse = VBufferEditor.Create(ref vector, 20, 2);
        Assert.False(sparse.CreatedNewValues);
        Assert.False(sparse.CreatedNewIndices);
    }

    [Fact]
    public void Filling_one_vector_again_and_again_allocates_nothing()
    {
        VBuffer<float> vector = default;
        Fill(ref vector);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Fill(ref vector);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Fill(ref VBuffer<float> vector)
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref vector, 784);
            editor.Values.Fill(1);
            vector = editor.Commit();
        }
    }

    [Fact]
    public void Values_survive_growing_where_asked()
    {
        var vector = new VBuffer<float>(2, [1, 2]);
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, 4, keepOldOnResize: true);
        Assert.True(editor.CreatedNewValues);
        Assert.Equal([1, 2], editor.Values[..2].ToArray());
    }

    [Fact]
    public void A_vector_can_be_committed_with_fewer_values_than_it_was_opened_for()
    {
        VBuffer<float> vector = default;
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, 100, 5);
        for (int i = 0; i < 2; i++) (editor.Values[i], editor.Indices[i]) = (i + 1, 10 * i);
        vector = editor.CommitTruncated(2);
        Assert.Equal(100, vector.Length);
        Assert.Equal([new(0, 1), new KeyValuePair<int, float>(10, 2)], vector.Items());
    }

    [Fact]
    public void An_opened_vector_is_edited_in_place()
    {
        VBuffer<float> vector = Sparse(length: 9, (1, 5), (3, 7));
        VBufferEditor<float> editor = VBufferEditor.CreateFromBuffer(ref vector);
        editor.Values[1] = 8;
        vector = editor.Commit();
        Assert.Equal([0, 5, 0, 8, 0, 0, 0, 0, 0], vector.DenseValues());
    }

    [Fact]
    public void Indices_can_be_had_for_a_full_vector()
    {
        VBuffer<float> vector = default;
        Assert.Equal(3, VBufferEditor.Create(ref vector, 3, requireIndicesOnDense: true).Indices.Length);
    }

    [Fact]
    public void No_vector_stores_more_than_it_has()
    {
        VBuffer<float> vector = default;
        Assert.ThrowsAny<ArgumentException>(() => VBufferEditor.Create(ref vector, -1).Values.Length);
        Assert.ThrowsAny<ArgumentException>(() => VBufferEditor.Create(ref vector, 2, 3).Values.Length);
    }

    private static VBuffer<float> Sparse(int length, params (int Index, float Value)[] items) =>
        new(length, items.Length, [.. items.Select(item => item.Value)], [.. items.Select(item => item.Index)]);
}
