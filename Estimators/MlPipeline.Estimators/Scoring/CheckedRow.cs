using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Estimators.Data;

namespace MlPipeline.Estimators.Scoring;

/// <summary>A row whose feature vector must have a length.</summary>
/// <param name="row">The row.</param>
/// <param name="featureColumn">Name of its column of features.</param>
/// <param name="length">Features that it must have.</param>
internal sealed class CheckedRow(DataViewRow row, string featureColumn, int length) : DataViewRow
{
    public override DataViewSchema Schema => row.Schema;

    public override long Position => row.Position;

    public override long Batch => row.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        Getter<TValue>(row, column, featureColumn, length);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            row.Dispose();
        base.Dispose(disposing);
    }

    internal static ValueGetter<TValue> Getter<TValue>(
        DataViewRow row,
        DataViewSchema.Column column,
        string featureColumn,
        int length
    ) =>
        typeof(TValue) == typeof(VBuffer<float>) && column.Name == featureColumn && !column.IsHidden
            ? (ValueGetter<TValue>)(Delegate)FeatureVectors.GetterOf(row, column, length, "data")
            : row.GetGetter<TValue>(column);
}
