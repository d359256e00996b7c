using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>A cursor whose columns are those of another cursor, of which it passes on only some rows.</summary>
internal abstract class FollowingCursor(DataViewRowCursor input, DataViewSchema schema, ActiveColumns active) : MovingCursor(schema, active)
{
    public override long Batch => Input.Batch;

    protected DataViewRowCursor Input => input;

    public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

    protected override Delegate CreateGetter(DataViewSchema.Column column) => ForwardingGetter.Create(Input, Input.Schema[column.Index]);

    protected override void Dispose(bool disposing)
    {
        if (disposing) Input.Dispose();
        base.Dispose(disposing);
    }
}
