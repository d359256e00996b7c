using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <content>Choosing and ordering rows.</content>
public sealed partial class DataOperationsCatalog
{
    /// <summary>Keeps the columns that are read in memory, from the first pass on.</summary>
    /// <param name="input">What is cached.</param>
    /// <param name="columnsToPrefetch">Columns to read at once.</param>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckValue(columnsToPrefetch, nameof(columnsToPrefetch));
        return new CacheDataView(input, Array.ConvertAll(columnsToPrefetch, name => FindColumn(input, name, nameof(columnsToPrefetch))));
    }

    /// <summary>Rows in random order, the same in every pass.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="seed">Decides the order; null to take one from the context's random numbers.</param>
    /// <param name="shufflePoolSize">Rows held in memory, from which the next is drawn.</param>
    /// <param name="shuffleSource">Whether a source that can give its rows in random order does so; otherwise a row moves by about a pool's length only.</param>
    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(shufflePoolSize > 0, nameof(shufflePoolSize), $"The pool holds {shufflePoolSize} rows; give at least 1.");
        return new ShuffledDataView(input, SeedOrNext(seed), shufflePoolSize, shuffleSource);
    }

    /// <summary>The first rows.</summary>
    public IDataView TakeRows(IDataView input, long count)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(count >= 0, nameof(count), $"Cannot take {count} rows; give 0 or more.");
        return new SkipTakeDataView(input, 0, count);
    }

    /// <summary>All rows but the first.</summary>
    public IDataView SkipRows(IDataView input, long count)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(count >= 0, nameof(count), $"Cannot skip {count} rows; give 0 or more.");
        return new SkipTakeDataView(input, count, long.MaxValue);
    }

    /// <summary>The rows whose number lies between two bounds.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="columnName">A column of numbers.</param>
    /// <param name="lowerBound">The least number that stays.</param>
    /// <param name="upperBound">Numbers below this stay.</param>
    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        _env.CheckValue(input, nameof(input));
        DataViewSchema.Column column = FindColumn(input, columnName, nameof(columnName));
        _env.CheckParam(column.Type is NumberDataViewType, nameof(columnName), $"Column '{columnName}' is {column.Type}; only numbers have a range.");
        _env.CheckParam(lowerBound <= upperBound, nameof(lowerBound), $"The lower bound {lowerBound} is above the upper bound {upperBound}.");
        return new RangeFilter(input, column, lowerBound, upperBound);
    }

    /// <summary>The rows whose key, as the middle of its share of [0, 1), lies between two bounds: hashed keys between 0 and 0.1 are a tenth of all.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="columnName">A column of keys.</param>
    /// <param name="lowerBound">The least fraction that stays.</param>
    /// <param name="upperBound">Fractions below this stay.</param>
    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        _env.CheckValue(input, nameof(input));
        DataViewSchema.Column column = FindColumn(input, columnName, nameof(columnName));
        _env.CheckParam(column.Type is KeyDataViewType, nameof(columnName), $"Column '{columnName}' is {column.Type}; give a column of keys.");
        _env.CheckParam(lowerBound is >= 0 and <= 1, nameof(lowerBound), $"The lower bound is {lowerBound}; give 0 to 1.");
        _env.CheckParam(upperBound is >= 0 and <= 1 && upperBound >= lowerBound, nameof(upperBound), $"The upper bound is {upperBound}; give {lowerBound} to 1.");
        return new KeyFractionFilter(input, column, lowerBound, upperBound);
    }

    /// <summary>The rows that lack no value in any of some columns.</summary>
    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckNonEmpty(columns, nameof(columns));
        return new MissingValueFilter(input, Array.ConvertAll(columns, name => FindColumn(input, name, nameof(columns))));
    }

    private static DataViewSchema.Column FindColumn(IDataView data, string name, string paramName)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, paramName);
        return data.Schema.GetColumnOrNull(name)
            ?? throw new ArgumentOutOfRangeException(paramName, $"Column '{name}' not found; the data has {string.Join(", ", data.Schema.Where(c => !c.IsHidden).Select(c => $"'{c.Name}'"))}.");
    }

    private int SeedOrNext(int? seed) => seed ?? _env.Register(nameof(DataOperationsCatalog)).Rand.Next();
}
