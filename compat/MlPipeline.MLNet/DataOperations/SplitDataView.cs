namespace Microsoft.ML.Data;

/// <summary>
/// One part of a random split: each row has a number in [0, 1) made of the seed and its sampling key (or, without one,
/// its identifier), and stays where the number lies in [lower, upper), or, for the complement, where it does not.
/// So a row's part depends on nothing but the row: not on the order of reading or the number of cursors.
/// </summary>
internal sealed class SplitDataView(IDataView source, DataViewSchema.Column? samplingKey, SplitDataView.Range range, ulong seed, bool complement) : RowFilter(source)
{
    protected override IEnumerable<DataViewSchema.Column> ConditionColumns => samplingKey is { } column ? [column] : [];

    protected override Func<bool> CreateCondition(DataViewRow input)
    {
        Func<ulong> hash = samplingKey is { } column ? StableHash.Of(input, column, seed) : HashOfId(input);
        return () =>
        {
            double place = StableHash.ToFraction(hash());
            return (range.Lower <= place && place < range.Upper) != complement;
        };
    }

    // Rows are known by other identifiers after a split, else a second split of the same seed would not divide them.
    protected override ValueGetter<DataViewRowId> CreateIdGetter(DataViewRow input)
    {
        ValueGetter<DataViewRowId> getter = input.GetIdGetter();
        DataViewRowId salt = new(seed, StableHash.Mix(seed));
        return (ref DataViewRowId id) =>
        {
            getter(ref id);
            id = id.Combine(salt);
        };
    }

    private Func<ulong> HashOfId(DataViewRow input)
    {
        ValueGetter<DataViewRowId> getter = input.GetIdGetter();
        DataViewRowId id = default;
        return () =>
        {
            getter(ref id);
            return StableHash.Mix(StableHash.Mix(seed ^ id.Low) ^ id.High);
        };
    }

    /// <summary>Part of [0, 1).</summary>
    internal readonly record struct Range(double Lower, double Upper);
}
