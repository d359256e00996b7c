using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace MlPipeline.Estimators.Scoring;

/// <summary>
/// A data view scored by reading ahead. Schema and values are those of <paramref name="rowByRow"/>, ML.NET's own
/// scorer, which also serves where rows cannot be kept for later, and where a pipeline is exported.
/// </summary>
/// <param name="source">What is scored.</param>
/// <param name="rowByRow">The source as ML.NET's scorer makes it.</param>
/// <param name="featureColumn">The feature column of the source.</param>
/// <param name="scorer">What scores the rows.</param>
internal sealed class ScoredDataView(IDataView source, IDataView rowByRow, string featureColumn, IBlockScorer scorer)
    : ITransformCanSaveOnnx
{
    /// <summary>What is scored.</summary>
    public IDataView Source => source;

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => rowByRow.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Active(columnsNeeded);
        return CanReadAhead(active)
            ? new ScoredCursor(
                this,
                source.GetRowCursor(Dependencies(active), rand),
                active,
                Environment.ProcessorCount
            )
            : rowByRow.GetRowCursor(Columns(active), rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    )
    {
        bool[] active = Active(columnsNeeded);
        if (!CanReadAhead(active))
            return rowByRow.GetRowCursorSet(Columns(active), n, rand);
        DataViewRowCursor[] cursors = source.GetRowCursorSet(Dependencies(active), n, rand);
        // Several cursors are read on a core each; one has all.
        int cores = Math.Max(1, Environment.ProcessorCount / cursors.Length);
        return [.. cursors.Select(cursor => new ScoredCursor(this, cursor, active, cores))];
    }

    // The exporter walks back from view to view, and silently ends at one that is no such transform.
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => ((ITransformCanSaveOnnx)rowByRow).CanSaveOnnx(ctx);

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => ((ITransformCanSaveOnnx)rowByRow).SaveAsOnnx(ctx);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)rowByRow).Save(ctx);

    /// <summary>What scores the rows.</summary>
    internal IBlockScorer Scorer => scorer;

    /// <summary>The feature column of the source.</summary>
    internal DataViewSchema.Column Features { get; } = source.Schema[featureColumn];

    /// <summary>Whether the column comes from the source, under the same index.</summary>
    internal bool IsFromSource(int column) => column < source.Schema.Count;

    // Worth it only where there is something to score; possible only where all else can be kept until its row's turn.
    private bool CanReadAhead(bool[] active) =>
        Enumerable.Range(0, active.Length).Any(column => active[column] && !IsFromSource(column))
        && Enumerable
            .Range(0, active.Length)
            .All(column =>
                !active[column]
                || (IsFromSource(column) ? KeptColumn.CanKeep(source.Schema[column].Type) : IsScored(column))
            );

    private bool IsScored(int column) => scorer.CreateGetter(Schema[column].Name, () => default) != null;

    private IEnumerable<DataViewSchema.Column> Dependencies(bool[] active) =>
        source.Schema.Where(column => active[column.Index] || column.Index == Features.Index);

    private IEnumerable<DataViewSchema.Column> Columns(bool[] active) => Schema.Where(column => active[column.Index]);

    private bool[] Active(IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in columns)
            active[column.Index] = true;
        return active;
    }
}
