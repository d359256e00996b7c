using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A row's own getter of a column whose type is known only at run time.</summary>
internal static class ForwardingGetter
{
    public static Delegate Create(DataViewRow row, DataViewSchema.Column column)
    {
        DataViewType item = ItemTypes.ItemOf(column.Type);
        return PrimitiveTypes.Visit(item.RawType, new Visitor(row, column)) ?? CreateForOtherType(row, column);
    }

    // Types that other libraries add (images): the only case that needs reflection.
    private static Delegate CreateForOtherType(DataViewRow row, DataViewSchema.Column column)
        => (Delegate)typeof(DataViewRow).GetMethod(nameof(DataViewRow.GetGetter))!
            .MakeGenericMethod(column.Type.RawType)
            .Invoke(row, [column])!;

    private sealed class Visitor(DataViewRow row, DataViewSchema.Column column) : IPrimitiveTypeVisitor<Delegate>
    {
        public Delegate Visit<T>()
            where T : notnull
            => column.Type is VectorDataViewType ? row.GetGetter<VBuffer<T>>(column) : row.GetGetter<T>(column);
    }
}
