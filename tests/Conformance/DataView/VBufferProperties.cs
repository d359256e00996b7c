using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataView;

/// <summary>A vector is the same vector, sparse or dense; each property holds for both ways to store the same items.</summary>
public class VBufferProperties
{
    [Fact]
    public void Sparse_and_dense_have_the_same_items() => ForAllVectors(items =>
    {
        VBuffer<int> sparse = Sparse(items), dense = Dense(items);
        return sparse.DenseValues().SequenceEqual(items)
            && dense.DenseValues().SequenceEqual(items)
            && Enumerable.Range(0, items.Length).All(i => sparse.GetItemOrDefault(i) == items[i] && dense.GetItemOrDefault(i) == items[i])
            && sparse.Items(all: true).SequenceEqual(dense.Items(all: true))
            && sparse.Items().SequenceEqual(dense.Items().Where(item => item.Value != 0));
    });

    [Fact]
    public void Sparse_and_dense_copy_alike_into_whatever_was_there_before() => ForAllVectors((items, before) =>
        Both(items).All(vector =>
        {
            VBuffer<int> copy = Sparse(before), spread = Sparse(before);
            vector.CopyTo(ref copy);
            vector.CopyToDense(ref spread);
            var span = new int[items.Length];
            vector.CopyTo(span.AsSpan());
            return copy.IsDense == vector.IsDense && copy.DenseValues().SequenceEqual(items)
                && spread.IsDense && spread.DenseValues().SequenceEqual(items)
                && span.SequenceEqual(items);
        }));

    [Fact]
    public void Sparse_and_dense_have_the_same_parts() => ForAllVectors((items, before) =>
    {
        int start = before.Length % (items.Length + 1), length = (items.Length - start) / 2;
        return Both(items).All(vector =>
        {
            VBuffer<int> part = Dense(before);
            vector.CopyTo(ref part, start, length);
            return part.Length == length && part.DenseValues().SequenceEqual(items.AsSpan(start, length).ToArray());
        });
    });

    [Fact]
    public void Copies_share_nothing_with_their_source() => ForAllVectors(items => Both(items).All(vector =>
    {
        VBuffer<int> copy = default;
        vector.CopyTo(ref copy);
        VBufferEditor<int> editor = VBufferEditor.CreateFromBuffer(ref copy);
        editor.Values.Fill(-1);
        return vector.DenseValues().SequenceEqual(items);
    }));

    [SkippableFact]
    public void A_vector_can_be_made_dense_in_its_own_storage()
    {
        Skip.IfNot(typeof(VBuffer<>).Assembly.GetName().Name == "MlPipeline.MLNet", "ML.NET promises nothing here.");
        ForAllVectors(items =>
        {
            int count = items.Count(item => item != 0);
            var values = new int[items.Length];
            items.Where(item => item != 0).ToArray().CopyTo(values, 0);
            var vector = new VBuffer<int>(items.Length, count, values, [.. Enumerable.Range(0, items.Length).Where(i => items[i] != 0)]);
            vector.CopyToDense(ref vector);
            return vector.GetValues().SequenceEqual(items);
        });
    }

    private static VBuffer<int>[] Both(int[] items) => [Sparse(items), Dense(items)];

    private static VBuffer<int> Dense(int[] items) => new(items.Length, items);

    private static VBuffer<int> Sparse(int[] items) =>
        new(items.Length, items.Count(item => item != 0), [.. items.Where(item => item != 0)], [.. Enumerable.Range(0, items.Length).Where(i => items[i] != 0)]);

    private static void ForAllVectors(Func<int[], bool> property) => Prop.ForAll(Vectors(), property).QuickCheckThrowOnFailure();

    private static void ForAllVectors(Func<int[], int[], bool> property) => Prop.ForAll(Vectors(), Vectors(), property).QuickCheckThrowOnFailure();

    // Half of the items are zero, so that sparse vectors have gaps at their ends and between.
    private static Arbitrary<int[]> Vectors() => Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 9)).ArrayOf().ToArbitrary();
}
