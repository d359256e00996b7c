using System.Numerics;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>The rows whose number lies in [lower, upper). NaN lies nowhere.</summary>
internal sealed class RangeFilter(IDataView source, DataViewSchema.Column column, double lower, double upper) : RowFilter(source)
{
    protected override IEnumerable<DataViewSchema.Column> ConditionColumns => [column];

    protected override Func<bool> CreateCondition(DataViewRow input) =>
        PrimitiveTypes.VisitNumber(column.Type.RawType, new Condition(input, column, lower, upper))
        ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}; only numbers have a range.");

    private sealed class Condition(DataViewRow input, DataViewSchema.Column column, double lower, double upper) : INumberTypeVisitor<Func<bool>>
    {
        public Func<bool> Visit<T>()
            where T : struct, INumber<T>
        {
            ValueGetter<T> getter = input.GetGetter<T>(column);
            T value = default;
            return () =>
            {
                getter(ref value);
                double number = double.CreateSaturating(value);
                return lower <= number && number < upper;
            };
        }
    }
}
