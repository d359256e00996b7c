using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using static Microsoft.ML.DataOperationsCatalog;

namespace MlPipeline.Conformance.Tests.DataOperations;

public class SplitTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Train_and_test_sets_are_all_rows_each_once()
        => Prop.ForAll<NonNegativeInt, int, PositiveInt>((rows, seed, part) =>
        {
            bool byText = seed % 2 == 0;
            TrainTestData split = _context.Data.TrainTestSplit(Sample.Load(_context, rows.Get), 1.0 / (part.Get + 1), byText ? "Text" : null, seed);

            int[] train = Sample.Numbers(split.TrainSet), test = Sample.Numbers(split.TestSet);
            return train.Concat(test).Order().SequenceEqual(Enumerable.Range(0, rows.Get))
                && (!byText || !train.Select(Group).Intersect(test.Select(Group)).Any());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Folds_are_tested_on_every_row_once()
        => Prop.ForAll<NonNegativeInt, int, PositiveInt>((rows, seed, folds) =>
        {
            IReadOnlyList<TrainTestData> splits = _context.Data.CrossValidationSplit(Sample.Load(_context, rows.Get), folds.Get + 1, seed: seed);

            return splits.Count == folds.Get + 1
                && splits.SelectMany(split => Sample.Numbers(split.TestSet)).Order().SequenceEqual(Enumerable.Range(0, rows.Get))
                && splits.All(split => Sample.Numbers(split.TrainSet).Concat(Sample.Numbers(split.TestSet)).Order().SequenceEqual(Enumerable.Range(0, rows.Get)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_test_set_is_about_the_fraction()
    {
        int count = Sample.Numbers(_context.Data.TrainTestSplit(Sample.Load(_context, 10_000), 0.2, seed: 5).TestSet).Length;

        // Five standard deviations.
        Assert.InRange(count, 1800, 2200);
    }

    [Fact]
    public void One_seed_splits_one_way_and_another_seed_another()
    {
        IDataView data = Sample.Load(_context, 1000);

        int[] first = Sample.Numbers(_context.Data.TrainTestSplit(data, 0.3, seed: 5).TestSet);

        Assert.Equal(first, Sample.Numbers(new MLContext(seed: 77).Data.TrainTestSplit(data, 0.3, seed: 5).TestSet));
        Assert.NotEqual(first, Sample.Numbers(_context.Data.TrainTestSplit(data, 0.3, seed: 6).TestSet));
    }

    [Fact]
    public void A_second_split_of_the_same_seed_divides_what_the_first_left()
    {
        IDataView train = _context.Data.TrainTestSplit(Sample.Load(_context, 5000), 0.2, seed: 5).TrainSet;

        TrainTestData again = _context.Data.TrainTestSplit(train, 0.2, seed: 5);

        Assert.InRange(Sample.Numbers(again.TestSet).Length, 650, 950);
    }

    [Fact]
    public void Cursors_in_parallel_give_the_rows_of_one()
    {
        TrainTestData split = _context.Data.TrainTestSplit(Sample.Load(_context, 2000), 0.4, seed: 5);

        Assert.Equal(Sample.Numbers(split.TestSet), Sample.NumbersInParallel(split.TestSet, 4).Order());
    }

    [Fact]
    public void A_bootstrap_sample_and_its_complement_have_all_rows()
    {
        IDataView data = Sample.Load(_context, 5000);

        int[] sample = Sample.Numbers(_context.Data.BootstrapSample(data, seed: 5));
        int[] left = Sample.Numbers(_context.Data.BootstrapSample(data, seed: 5, complement: true));

        Assert.InRange(sample.Length, 4600, 5400);
        Assert.InRange(left.Length, 1600, 2080); // 1/e of them.
        Assert.Equal(Enumerable.Range(0, 5000), sample.Distinct().Concat(left).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void Fractions_lie_between_0_and_1(double fraction) =>
        Assert.ThrowsAny<ArgumentException>(() => _context.Data.TrainTestSplit(Sample.Load(_context, 3), fraction));

    [Fact]
    public void A_sampling_key_that_is_no_column_is_named()
    {
        var error = Assert.ThrowsAny<Exception>(() => _context.Data.TrainTestSplit(Sample.Load(_context, 3), 0.5, "Nowhere"));

        Assert.Contains("Nowhere", error.Message, StringComparison.Ordinal);
    }

    private static int Group(int number) => number % 5;
}
