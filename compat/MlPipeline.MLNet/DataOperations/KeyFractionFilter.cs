namespace Microsoft.ML.Data;

/// <summary>The rows whose key, as the middle of its share of [0, 1), lies in [lower, upper). Missing keys lie nowhere.</summary>
internal sealed class KeyFractionFilter(IDataView source, DataViewSchema.Column column, double lower, double upper) : RowFilter(source)
{
    protected override IEnumerable<DataViewSchema.Column> ConditionColumns => [column];

    protected override Func<bool> CreateCondition(DataViewRow input)
    {
        double count = ((KeyDataViewType)column.Type).Count;
        ValueGetter<ulong> getter = RowCursorUtils.GetKeyGetter(input, column);
        ulong key = 0;
        return () =>
        {
            getter(ref key);
            double fraction = (key - 0.5) / count;
            return key > 0 && lower <= fraction && fraction < upper;
        };
    }
}
