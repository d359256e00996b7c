using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataOperations;

public class CacheTests
{
    private readonly MLContext _context = new(seed: 1);
    private int _passes;

    [Fact]
    public void A_cache_gives_the_rows_of_its_source()
        => Prop.ForAll<NonNegativeInt, PositiveInt, int>((rows, cursors, seed) =>
        {
            IDataView cache = _context.Data.Cache(Sample.Load(_context, rows.Get));
            int[] all = [.. Enumerable.Range(0, rows.Get)];

            return Sample.Numbers(cache).SequenceEqual(all)
                && Sample.NumbersInParallel(cache, cursors.Get).Order().SequenceEqual(all)
                && Sample.NumbersInParallel(cache, cursors.Get, new Random(seed)).Order().SequenceEqual(all)
                && _context.Data.CreateEnumerable<Sample>(cache, reuseRowObject: true).All(row => row.Items.SequenceEqual(Sample.Many(row.Number + 1)[^1].Items));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_source_is_read_once_for_the_columns_asked_for()
    {
        IDataView cache = _context.Data.Cache(_context.Data.LoadFromEnumerable(Counted(200)));

        for (int i = 0; i < 3; i++) Sample.Numbers(cache);
        Assert.Equal(1, _passes);

        for (int i = 0; i < 3; i++) Assert.Equal(200, cache.GetColumn<string>("Text").Count());
        Assert.Equal(2, _passes);
    }

    [Fact]
    public void Many_readers_at_once_fill_the_cache_once()
    {
        IDataView cache = _context.Data.Cache(_context.Data.LoadFromEnumerable(Counted(2000)));

        Parallel.For(0, 8, _ => Assert.Equal(Enumerable.Range(0, 2000), Sample.Numbers(cache)));

        Assert.Equal(1, _passes);
    }

    [Fact]
    public void Prefetched_columns_are_read_once_and_unknown_ones_are_named()
    {
        IDataView cache = _context.Data.Cache(_context.Data.LoadFromEnumerable(Counted(20)), "Number", "Text");

        Assert.Equal(20, Sample.Numbers(cache).Length);
        Assert.Equal(20, cache.GetColumn<string>("Text").Count());

        Assert.Equal(1, _passes);
        Assert.Contains("Nowhere", Assert.ThrowsAny<Exception>(() => _context.Data.Cache(cache, "Nowhere")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_reader_writes_into_its_buffer_does_not_reach_the_cache()
    {
        IDataView cache = _context.Data.Cache(Sample.Load(_context, 3));
        foreach (VBuffer<float> items in cache.GetColumn<VBuffer<float>>("Items"))
        {
            VBuffer<float> buffer = items;
            VBufferEditor.CreateFromBuffer(ref buffer).Values.Fill(99);
        }

        Assert.Equal(Sample.Many(3).Select(row => row.Items), cache.GetColumn<float[]>("Items"));
    }

    private IEnumerable<Sample> Counted(int count)
    {
        Interlocked.Increment(ref _passes);
        foreach (Sample row in Sample.Many(count)) yield return row;
    }
}
