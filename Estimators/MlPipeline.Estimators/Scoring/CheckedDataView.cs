using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Scoring;

/// <summary>A data view whose feature vectors must have a length: what ML.NET's own scorers read.</summary>
/// <param name="source">The data.</param>
/// <param name="featureColumn">Name of the column of features.</param>
/// <param name="length">Features that a row must have.</param>
internal sealed class CheckedDataView(IDataView source, string featureColumn, int length) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded, rand), featureColumn, length);

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) =>
        [.. source.GetRowCursorSet(columnsNeeded, n, rand).Select(cursor => new Cursor(cursor, featureColumn, length))];

    private sealed class Cursor(DataViewRowCursor cursor, string featureColumn, int length) : DataViewRowCursor
    {
        public override DataViewSchema Schema => cursor.Schema;

        public override long Position => cursor.Position;

        public override long Batch => cursor.Batch;

        public override bool MoveNext() => cursor.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            CheckedRow.Getter<TValue>(cursor, column, featureColumn, length);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                cursor.Dispose();
            base.Dispose(disposing);
        }
    }
}
