using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.DataOperations;

public class RowTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Taking_and_skipping_are_those_of_lists()
        => Prop.ForAll<NonNegativeInt, NonNegativeInt, NonNegativeInt>((rows, skip, take) =>
        {
            IDataView data = Sample.Load(_context, rows.Get);

            return Sample.Numbers(_context.Data.TakeRows(_context.Data.SkipRows(data, skip.Get), take.Get)).SequenceEqual(Enumerable.Range(0, rows.Get).Skip(skip.Get).Take(take.Get))
                && Sample.Numbers(_context.Data.SkipRows(_context.Data.TakeRows(data, take.Get), skip.Get)).SequenceEqual(Enumerable.Range(0, rows.Get).Take(take.Get).Skip(skip.Get));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shuffling_is_a_permutation_that_the_seed_decides()
        => Prop.ForAll<NonNegativeInt, PositiveInt, int>((rows, pool, seed) =>
        {
            bool source = seed % 2 == 0;
            IDataView data = Sample.Load(_context, rows.Get);

            IDataView shuffled = _context.Data.ShuffleRows(data, seed, pool.Get, source);
            int[] first = Sample.Numbers(shuffled), second = Sample.Numbers(_context.Data.ShuffleRows(data, seed, pool.Get, source));

            return first.Order().SequenceEqual(Enumerable.Range(0, rows.Get)) && first.SequenceEqual(second) && first.SequenceEqual(Sample.Numbers(shuffled));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shuffled_rows_keep_their_values_together()
    {
        Sample[] rows = Sample.Many(500);

        IEnumerable<Sample> shuffled = _context.Data.CreateEnumerable<Sample>(_context.Data.ShuffleRows(_context.Data.LoadFromEnumerable(rows), seed: 3, shufflePoolSize: 20), reuseRowObject: true);

        Assert.All(shuffled, row => Assert.Equal((rows[row.Number].Value, rows[row.Number].Text, rows[row.Number].Items[1]), (row.Value, row.Text, row.Items[1])));
        Assert.NotEqual(rows.Select(row => row.Number), shuffled.Select(row => row.Number));
    }

    [Fact]
    public void A_pool_alone_moves_rows_forward_by_less_than_its_size()
    {
        int[] numbers = Sample.Numbers(_context.Data.ShuffleRows(Sample.Load(_context, 1000), seed: 1, shufflePoolSize: 10, shuffleSource: false));

        for (int i = 0; i < numbers.Length; i++) Assert.True(numbers[i] < i + 11);
    }

    [Fact]
    public void Contexts_of_one_seed_shuffle_alike()
    {
        int[] first = Sample.Numbers(new MLContext(seed: 9).Data.ShuffleRows(Sample.Load(_context, 100)));
        int[] second = Sample.Numbers(new MLContext(seed: 9).Data.ShuffleRows(Sample.Load(_context, 100)));

        Assert.Equal(first, second);
    }

    [Fact]
    public void Values_from_the_lower_bound_to_below_the_upper_stay_and_missing_ones_go()
    {
        IDataView data = Sample.Load(_context, 100);

        IDataView between = _context.Data.FilterRowsByColumn(data, "Value", lowerBound: 2, upperBound: 5);
        IDataView all = _context.Data.FilterRowsByColumn(data, "Value");

        Assert.Equal(Sample.Many(100).Where(row => row.Value >= 2 && row.Value < 5).Select(row => row.Number), Sample.Numbers(between));
        Assert.Equal(Sample.Many(100).Where(row => !float.IsNaN(row.Value)).Select(row => row.Number), Sample.Numbers(all));
    }

    [Fact]
    public void Filters_read_columns_that_nobody_else_asked_for()
    {
        IDataView few = _context.Data.FilterRowsByColumn(Sample.Load(_context, 100), "Value", 1, 2);

        Assert.Equal(Sample.Numbers(few), Sample.NumbersInParallel(few, 3).Order());
    }

    [Fact]
    public void Rows_with_missing_values_go()
    {
        IDataView data = Sample.Load(_context, 50);

        Assert.Equal(Sample.Many(50).Where(row => !float.IsNaN(row.Value)).Select(row => row.Number), Sample.Numbers(_context.Data.FilterRowsByMissingValues(data, "Value")));
        Assert.Equal(50, Sample.Numbers(_context.Data.FilterRowsByMissingValues(data, "Items")).Length);
        Assert.ThrowsAny<Exception>(() => _context.Data.FilterRowsByMissingValues(data, "Nowhere"));
    }

    [Fact]
    public void One_missing_item_makes_a_vector_lack_a_value()
    {
        Sample[] rows = [new() { Number = 1, Items = [1, 2, 3] }, new() { Number = 2, Items = [1, float.NaN, 3] }];

        Assert.Equal([1], Sample.Numbers(_context.Data.FilterRowsByMissingValues(_context.Data.LoadFromEnumerable(rows), "Items")));
    }

    [Fact]
    public void Batches_say_where_the_rows_of_parallel_cursors_belong()
    {
        foreach (IDataView data in new[] { Sample.Load(_context, 1000), _context.Data.Cache(Sample.Load(_context, 1000)), _context.Data.FilterRowsByColumn(Sample.Load(_context, 1000), "Value", 0, 90) })
            Assert.Equal(Sample.Numbers(data), Sample.NumbersByBatch(data, 3));
    }

    [Fact]
    public void Fractions_of_keys_are_parts_of_the_rows()
    {
        IDataView data = _context.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(Sample.Load(_context, 50)).Transform(Sample.Load(_context, 50));

        int[] low = Sample.Numbers(_context.Data.FilterRowsByKeyColumnFraction(data, "Key", 0, 0.4));
        int[] high = Sample.Numbers(_context.Data.FilterRowsByKeyColumnFraction(data, "Key", 0.4, 1));

        Assert.All(low, number => Assert.True(number % 5 < 2));
        Assert.Equal(Enumerable.Range(0, 50), low.Concat(high).Order());
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Items")]
    [InlineData("Nowhere")]
    public void Only_numbers_have_a_range(string column)
    {
        var error = Assert.ThrowsAny<Exception>(() => Sample.Numbers(_context.Data.FilterRowsByColumn(Sample.Load(_context, 3), column, 0, 1)));

        Assert.Contains(column, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_rows_that_make_no_sense_are_refused()
    {
        IDataView data = Sample.Load(_context, 3);

        Assert.ThrowsAny<ArgumentException>(() => _context.Data.TakeRows(data, -1));
        Assert.ThrowsAny<ArgumentException>(() => _context.Data.SkipRows(data, -1));
        Assert.ThrowsAny<ArgumentException>(() => _context.Data.ShuffleRows(data, shufflePoolSize: 0));
    }

    [Fact]
    public void Preview_shows_the_first_rows_by_row_and_by_column()
    {
        DataDebuggerPreview preview = Sample.Load(_context, 10).Preview(maxRows: 4);

        Assert.Equal(4, preview.RowView.Length);
        Assert.Equal(3, preview.RowView[3].Values.Single(pair => pair.Key == "Number").Value);
        Assert.Equal([0, 1, 2, 3], preview.ColumnView.Single(column => column.Column.Name == "Number").Values.Cast<int>());
    }

    [Fact]
    public void Columns_are_read_as_strings_and_arrays()
    {
        IDataView data = Sample.Load(_context, 6);

        Assert.Equal(Sample.Many(6).Select(row => row.Text), data.GetColumn<string>("Text"));
        Assert.Equal(Sample.Many(6).Select(row => row.Items), data.GetColumn<float[]>(data.Schema["Items"]));
        Assert.ThrowsAny<Exception>(() => data.GetColumn<double>("Number").ToArray());
    }
}
