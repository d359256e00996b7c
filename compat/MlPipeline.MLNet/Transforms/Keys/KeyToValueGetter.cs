using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The getter of the values that a column's keys stand for.</summary>
internal static class KeyToValueGetter
{
    public static Delegate Create(DataViewRow row, DataViewSchema.Column column)
        => PrimitiveTypes.VisitNumber(ItemTypes.ItemOf(column.Type).RawType, new KeyVisitor(row, column))!;

    private sealed class KeyVisitor(DataViewRow row, DataViewSchema.Column column) : INumberTypeVisitor<Delegate>
    {
        public Delegate Visit<TKey>()
            where TKey : struct, INumber<TKey>
            => PrimitiveTypes.Visit(KeyValues.TypeOf(column)!.ItemType.RawType, new ValueVisitor<TKey>(row, column))!;
    }

    private sealed class ValueVisitor<TKey>(DataViewRow row, DataViewSchema.Column column) : IPrimitiveTypeVisitor<Delegate>
        where TKey : struct, INumber<TKey>
    {
        public Delegate Visit<TValue>()
            where TValue : notnull
        {
            VBuffer<TValue> values = default;
            column.GetKeyValues(ref values);

            // Entry 0 is what the missing key stands for.
            var table = new TValue[values.Length + 1];
            table[0] = Missing<TValue>();
            values.CopyTo(table.AsSpan(1));
            return column.Type is VectorDataViewType ? MapVector(table) : MapScalar(table);
        }

        private static T Missing<T>() => ValueConversions.GetOrNull<ReadOnlyMemory<char>, T>() is { } parse ? Parse(parse) : default!;

        private static T Parse<T>(ValueMapper<ReadOnlyMemory<char>, T> parse)
        {
            ReadOnlyMemory<char> nothing = default;
            T value = default!;
            parse(in nothing, ref value);
            return value;
        }

        private static TValue ValueOf<TValue>(TValue[] table, TKey key)
        {
            ulong index = ulong.CreateTruncating(key);
            return table[index < (ulong)table.Length ? (int)index : 0];
        }

        private ValueGetter<TValue> MapScalar<TValue>(TValue[] table)
        {
            ValueGetter<TKey> get = row.GetGetter<TKey>(column);
            TKey key = default;
            return (ref TValue value) =>
            {
                get(ref key);
                value = ValueOf(table, key);
            };
        }

        private ValueGetter<VBuffer<TValue>> MapVector<TValue>(TValue[] table)
        {
            ValueGetter<VBuffer<TKey>> get = row.GetGetter<VBuffer<TKey>>(column);
            VBuffer<TKey> keys = default;
            return (ref VBuffer<TValue> values) =>
            {
                get(ref keys);
                VBufferEditor<TValue> editor = VBufferEditor.Create(ref values, keys.Length);
                ReadOnlySpan<TKey> from = keys.GetValues();
                ReadOnlySpan<int> indices = keys.GetIndices();
                if (!keys.IsDense)
                    editor.Values.Fill(table[0]);
                for (int i = 0; i < from.Length; i++)
                    editor.Values[keys.IsDense ? i : indices[i]] = ValueOf(table, from[i]);
                values = editor.Commit();
            };
        }
    }
}
