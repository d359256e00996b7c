namespace Microsoft.ML.Data;

/// <summary>Getters that convert what a column holds.</summary>
internal static class RowCursorUtils
{
    /// <summary>A number as Single.</summary>
    public static ValueGetter<float> GetNumberGetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type.Equals(NumberDataViewType.Single)) return row.GetGetter<float>(column);
        if (!column.Type.Equals(NumberDataViewType.Double)) throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is {column.Type}; expected Single or Double.");
        ValueGetter<double> getter = row.GetGetter<double>(column);
        return (ref float value) =>
        {
            double wide = 0;
            getter(ref wide);
            value = (float)wide;
        };
    }

    /// <summary>A label as Single: a number as it is, yes as 1 and no as 0, a key counted from 0 with NaN for a missing one.</summary>
    public static ValueGetter<float> GetLabelGetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is BooleanDataViewType)
        {
            ValueGetter<bool> getter = row.GetGetter<bool>(column);
            return (ref float value) =>
            {
                bool label = false;
                getter(ref label);
                value = label ? 1 : 0;
            };
        }
        return column.Type is KeyDataViewType ? GetKeyLabelGetter(row, column) : GetNumberGetter(row, column);
    }

    /// <summary>A key as an unsigned number, whatever it is stored as: 0 for a missing one.</summary>
    public static ValueGetter<ulong> GetKeyGetter(DataViewRow row, DataViewSchema.Column column)
    {
        Type raw = column.Type.RawType;
        if (raw == typeof(ulong)) return row.GetGetter<ulong>(column);
        if (raw == typeof(uint))
        {
            ValueGetter<uint> getter = row.GetGetter<uint>(column);
            return (ref ulong value) =>
            {
                uint key = 0;
                getter(ref key);
                value = key;
            };
        }
        if (raw == typeof(ushort))
        {
            ValueGetter<ushort> getter = row.GetGetter<ushort>(column);
            return (ref ulong value) =>
            {
                ushort key = 0;
                getter(ref key);
                value = key;
            };
        }
        ValueGetter<byte> bytes = row.GetGetter<byte>(column);
        return (ref ulong value) =>
        {
            byte key = 0;
            bytes(ref key);
            value = key;
        };
    }

    private static ValueGetter<float> GetKeyLabelGetter(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ulong> getter = GetKeyGetter(row, column);
        ulong count = ((KeyDataViewType)column.Type).Count;
        return (ref float value) =>
        {
            ulong key = 0;
            getter(ref key);
            value = key == 0 || key > count ? float.NaN : key - 1;
        };
    }
}
