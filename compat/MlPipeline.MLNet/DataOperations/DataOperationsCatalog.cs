using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Keeps in memory what is read.</summary>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        _env.CheckValue(input, nameof(input));
        return new CacheDataView(input, columnsToPrefetch?.Select(name => Column(input, name)));
    }

    /// <summary>The rows in random order.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="seed">Of the order; the context's where null.</param>
    /// <param name="shufflePoolSize">The rows among which the next is drawn.</param>
    /// <param name="shuffleSource">Whether a source that can shuffle does so first.</param>
    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(shufflePoolSize > 0, nameof(shufflePoolSize), "Must be positive");
        return new ShuffledDataView(input, seed ?? NextSeed(), shufflePoolSize, shuffleSource);
    }

    /// <summary>The first rows.</summary>
    public IDataView TakeRows(IDataView input, long count)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(count >= 0, nameof(count), "Should be greater than or equal to zero");
        return new RowRangeDataView(input, 0, count);
    }

    /// <summary>All but the first rows.</summary>
    public IDataView SkipRows(IDataView input, long count)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(count >= 0, nameof(count), "Should be greater than or equal to zero");
        return new RowRangeDataView(input, count, long.MaxValue);
    }

    /// <summary>The rows whose value of a column lies in [lower, upper); a missing value does not.</summary>
    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckParam(lowerBound < upperBound, nameof(upperBound), "Must be greater than lowerBound");
        DataViewSchema.Column column = Column(input, columnName);
        if (!column.Type.Equals(NumberDataViewType.Single) && !column.Type.Equals(NumberDataViewType.Double))
            throw _env.ExceptSchemaMismatch(nameof(columnName), "filter", columnName, "Single or Double", column.Type.ToString()!);
        return new FilterDataView(input, [column], row =>
        {
            Func<double> value = column.Type.Equals(NumberDataViewType.Double) ? Reader<double>(row, column, x => x) : Reader<float>(row, column, x => x);
            return () => value() is var x && x >= lowerBound && x < upperBound;
        });
    }

    /// <summary>The rows whose key, as a fraction of the number of keys, lies in [lower, upper).</summary>
    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckParam(lowerBound >= 0 && lowerBound < 1, nameof(lowerBound), "Must be in [0, 1)");
        _env.CheckParam(upperBound > lowerBound && upperBound <= 1, nameof(upperBound), "Must be in (lowerBound, 1]");
        DataViewSchema.Column column = Column(input, columnName);
        if (column.Type is not KeyDataViewType type) throw _env.ExceptSchemaMismatch(nameof(columnName), "filter", columnName, "a known cardinality key", column.Type.ToString()!);
        return new FilterDataView(input, [column], row =>
        {
            ValueGetter<ulong> getter = RowCursorUtils.GetKeyGetter(row, column);
            return () =>
            {
                ulong key = 0;
                getter(ref key);
                double fraction = (key - 1 + 0.5) / type.Count;
                return key > 0 && key <= type.Count && fraction >= lowerBound && fraction < upperBound;
            };
        });
    }

    /// <summary>The rows in which none of these columns is missing (NaN).</summary>
    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        _env.CheckValue(input, nameof(input));
        DataViewSchema.Column[] found = [.. _env.CheckNonEmpty(columns, nameof(columns)).Select(name => Column(input, name))];
        return new FilterDataView(input, found, row =>
        {
            Func<bool>[] complete = [.. found.Select(column => Complete(row, column))];
            return () => Array.TrueForAll(complete, test => test());
        });
    }

    /// <summary>Two parts: one to train on, one to test on.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="testFraction">The share of rows to test on, in (0, 1); the split is random, so it is met approximately.</param>
    /// <param name="samplingKeyColumnName">A column; rows of one value go to the same part.</param>
    /// <param name="seed">Of the split; the context's where null.</param>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckParam(testFraction > 0 && testFraction < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        var sampling = new RowSampling(data, samplingKeyColumnName, seed ?? NextSeed());
        return new TrainTestData(sampling.Part(data, 0, testFraction, complement: true), sampling.Part(data, 0, testFraction, complement: false));
    }

    /// <summary>As many splits as folds: each tests on another part.</summary>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string? samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        var sampling = new RowSampling(data, samplingKeyColumnName, seed ?? NextSeed());
        return
        [
            .. Enumerable.Range(0, numberOfFolds).Select(fold =>
            {
                double lower = (double)fold / numberOfFolds, upper = (double)(fold + 1) / numberOfFolds;
                return new TrainTestData(sampling.Part(data, lower, upper, complement: true), sampling.Part(data, lower, upper, complement: false));
            }),
        ];
    }

    private static Func<double> Reader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> convert)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return convert(value);
        };
    }

    private static Func<bool> Complete(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type.Equals(NumberDataViewType.Single)) return () => !double.IsNaN(Reader<float>(row, column, x => x)());
        if (column.Type.Equals(NumberDataViewType.Double)) return () => !double.IsNaN(Reader<double>(row, column, x => x)());
        if (column.Type is not VectorDataViewType vector) return () => true;
        if (vector.ItemType.Equals(NumberDataViewType.Single)) return () => Reader<VBuffer<float>>(row, column, v => v.GetValues().ContainsAnyNaN() ? 1 : 0)() == 0;
        return vector.ItemType.Equals(NumberDataViewType.Double) ? () => Reader<VBuffer<double>>(row, column, v => v.GetValues().ContainsAnyNaN() ? 1 : 0)() == 0 : () => true;
    }

    private DataViewSchema.Column Column(IDataView data, string name) =>
        data.Schema.GetColumnOrNull(_env.CheckNonEmpty(name, nameof(name))) ?? throw _env.ExceptSchemaMismatch(nameof(name), "input", name);

    private int NextSeed() => ((IHost)_env).Rand.Next();

    /// <summary>Two parts of a data view.</summary>
    [SuppressMessage("Performance", "CA1815", Justification = "The public surface is ML.NET's.")]
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public readonly struct TrainTestData
    {
        /// <summary>To train on.</summary>
        public readonly IDataView TrainSet;

        /// <summary>To test on.</summary>
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet) => (TrainSet, TestSet) = (trainSet, testSet);
    }
}

internal static class NaNSearch
{
    public static bool ContainsAnyNaN<T>(this ReadOnlySpan<T> values) where T : System.Numerics.IFloatingPoint<T>
    {
        foreach (T value in values)
            if (T.IsNaN(value))
                return true;
        return false;
    }
}
