using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>Checks and getters of the columns a trainer reads.</summary>
public static class TrainerUtils
{
    /// <summary>A vector of features.</summary>
    public static SchemaShape.Column MakeR4VecFeature(string featureColumn) =>
        new(featureColumn, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false);

    /// <summary>A number.</summary>
    public static SchemaShape.Column MakeR4ScalarColumn(string columnName) =>
        new(columnName, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false);

    /// <summary>A weight, or no column where the name is null.</summary>
    public static SchemaShape.Column MakeR4ScalarWeightColumn(string? weightColumn) =>
        weightColumn == null ? default : MakeR4ScalarColumn(weightColumn);

    /// <summary>A key.</summary>
    public static SchemaShape.Column MakeU4ScalarColumn(string columnName) =>
        columnName == null ? default : new(columnName, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true);

    /// <summary>Yes or no.</summary>
    public static SchemaShape.Column MakeBoolScalarLabel(string labelColumn) =>
        new(labelColumn, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false);

    /// <summary>Throws unless there is one feature column: a vector of known size.</summary>
    public static void CheckFeatureFloatVector(this RoleMappedData data) => data.CheckFeatureFloatVector(out _);

    /// <summary>Throws unless there is one feature column: a vector of known size, which it gives.</summary>
    public static void CheckFeatureFloatVector(this RoleMappedData data, out int length)
    {
        DataViewSchema.Column column = data.Schema.Feature ?? throw new ArgumentOutOfRangeException(nameof(data), "Training data must specify a feature column.");
        if (column.Type is not VectorDataViewType { IsKnownSize: true, ItemType: var item } vector || !item.Equals(NumberDataViewType.Single))
            throw new ArgumentOutOfRangeException(nameof(data), $"Training feature column '{column.Name}' must be a known-size vector of Single, but has type: {column.Type}.");
        length = vector.Size;
    }

    /// <summary>Throws unless there is one label column: a key, or a number that counts classes from 0; gives the classes.</summary>
    public static void CheckMulticlassLabel(this RoleMappedData data, out int count)
    {
        DataViewSchema.Column column = Label(data);
        if (column.Type is KeyDataViewType key)
        {
            if (key.Count >= int.MaxValue) throw new ArgumentOutOfRangeException(nameof(data), "Maximum label is too large for multi-class.");
            count = (int)key.Count;
            return;
        }
        if (!column.Type.Equals(NumberDataViewType.Single) && !column.Type.Equals(NumberDataViewType.Double))
            throw new ArgumentOutOfRangeException(nameof(data), $"The label column '{column.Name}' of the training data has a data type not suitable for multi-class classification: {column.Type}. It must be a key, a Single or a Double.");
        count = LargestLabel(data, column) + 1;
    }

    /// <summary>Throws unless there is one label column: yes or no.</summary>
    public static void CheckBinaryLabel(this RoleMappedData data)
    {
        DataViewSchema.Column column = Label(data);
        if (column.Type is not BooleanDataViewType)
            throw new ArgumentOutOfRangeException(nameof(data), $"The label column '{column.Name}' of the training data has a data type not suitable for binary classification: {column.Type}. Type must be Boolean.");
    }

    /// <summary>Throws unless there is one label column: a number.</summary>
    public static void CheckRegressionLabel(this RoleMappedData data)
    {
        DataViewSchema.Column column = Label(data);
        if (!column.Type.Equals(NumberDataViewType.Single) && !column.Type.Equals(NumberDataViewType.Double))
            throw new ArgumentOutOfRangeException(nameof(data), $"The label column '{column.Name}' of the training data has a data type not suitable for regression: {column.Type}. It must be Single or Double.");
    }

    /// <summary>Throws where there is a weight column that is no number.</summary>
    public static void CheckOptFloatWeight(this RoleMappedData data)
    {
        if (data.Schema.Weight is not { } column) return;
        if (!column.Type.Equals(NumberDataViewType.Single) && !column.Type.Equals(NumberDataViewType.Double))
            throw new ArgumentOutOfRangeException(nameof(data), $"Training weight column '{column.Name}' must be of Single or Double, but has type: {column.Type}.");
    }

    /// <summary>The label as a number: keys from 0, a missing key as NaN.</summary>
    public static ValueGetter<float> GetLabelFloatGetter(this DataViewRow row, RoleMappedSchema schema) =>
        RowCursorUtils.GetLabelGetter(row, schema.Label ?? throw new ArgumentOutOfRangeException(nameof(schema), "Training data must specify a label column."));

    /// <summary>The label as a number: keys from 0, a missing key as NaN.</summary>
    public static ValueGetter<float> GetLabelFloatGetter(this DataViewRow row, RoleMappedData data) => row.GetLabelFloatGetter(data.Schema);

    /// <summary>The features.</summary>
    public static ValueGetter<VBuffer<float>> GetFeatureFloatVectorGetter(this DataViewRow row, RoleMappedSchema schema) =>
        row.GetGetter<VBuffer<float>>(schema.Feature ?? throw new ArgumentOutOfRangeException(nameof(schema), "Training data must specify a feature column."));

    /// <summary>The features.</summary>
    public static ValueGetter<VBuffer<float>> GetFeatureFloatVectorGetter(this DataViewRow row, RoleMappedData data) => row.GetFeatureFloatVectorGetter(data.Schema);

    /// <summary>The weight, or null where there is none.</summary>
    public static ValueGetter<float>? GetOptWeightFloatGetter(this DataViewRow row, RoleMappedSchema schema) =>
        schema.Weight is { } column ? RowCursorUtils.GetNumberGetter(row, column) : null;

    /// <summary>The weight, or null where there is none.</summary>
    public static ValueGetter<float>? GetOptWeightFloatGetter(this DataViewRow row, RoleMappedData data) => row.GetOptWeightFloatGetter(data.Schema);

    /// <summary>A cursor over the columns the options name.</summary>
    public static DataViewRowCursor CreateRowCursor(this RoleMappedData data, CursOpt opt, Random? rand, IEnumerable<int>? extraCols = null) =>
        data.Data.GetRowCursor(Columns(data, opt, extraCols), rand);

    /// <summary>Cursors over the columns the options name.</summary>
    public static DataViewRowCursor[] CreateRowCursorSet(this RoleMappedData data, CursOpt opt, int n, Random? rand, IEnumerable<int>? extraCols = null) =>
        data.Data.GetRowCursorSet(Columns(data, opt, extraCols), n, rand);

    private static DataViewSchema.Column Label(RoleMappedData data) =>
        data.Schema.Label ?? throw new ArgumentOutOfRangeException(nameof(data), "Training data must specify a label column.");

    private static IEnumerable<DataViewSchema.Column> Columns(RoleMappedData data, CursOpt opt, IEnumerable<int>? extraCols)
    {
        List<DataViewSchema.Column> columns = [];
        Add(CursOpt.Label, data.Schema.Label);
        Add(CursOpt.Features, data.Schema.Feature);
        Add(CursOpt.Weight, data.Schema.Weight);
        Add(CursOpt.Group, data.Schema.Group);
        columns.AddRange((extraCols ?? []).Select(index => data.Schema.Schema[index]));
        return columns.DistinctBy(column => column.Index);

        void Add(CursOpt flag, DataViewSchema.Column? column)
        {
            if ((opt & flag) != 0 && column is { } value) columns.Add(value);
        }
    }

    private static int LargestLabel(RoleMappedData data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.Data.GetRowCursor([column]);
        ValueGetter<float> getter = RowCursorUtils.GetLabelGetter(cursor, column);
        float largest = -1;
        while (cursor.MoveNext())
        {
            float label = float.NaN;
            getter(ref label);
            if (label is < 0 or >= int.MaxValue || label != MathF.Floor(label))
                throw new ArgumentOutOfRangeException(nameof(data), $"Multiclass label '{column.Name}' of row {cursor.Position} is {label}; labels that are numbers count classes 0, 1, 2, ...");
            if (label > largest) largest = label;
        }
        return (int)largest;
    }
}
