using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Augmentation;

/// <summary>
/// A data view in which the images of one column are varied at random, and each row comes as often as the augmenter
/// says. A cursor that is opened with a <see cref="PassRandom"/> gives the rows of that pass. Any other cursor gives
/// the rows as they are, once each; or, for <see cref="VariedFor.EveryCursor"/>, those of the next pass, numbered from
/// 0 in the order in which cursors that read the images are opened; the cursors of a set share a pass. A row's
/// randomness follows from the seed, the pass and the row's identifier, so neither the order of rows nor the number of
/// threads matters.
/// </summary>
/// <param name="source">The data as they are.</param>
/// <param name="columnName">The column of images.</param>
/// <param name="augmenter">Varies them.</param>
/// <param name="variedFor">Which cursors give varied rows.</param>
internal sealed class AugmentedDataView(
    IDataView source,
    string columnName,
    ImageAugmenter augmenter,
    VariedFor variedFor
) : ITransformCanSaveOnnx
{
    private int _passes;

    /// <summary>The data as they are.</summary>
    public IDataView Source => source;

    /// <summary>Varies the images.</summary>
    public ImageAugmenter Augmenter => augmenter;

    /// <summary>Which cursors give varied rows.</summary>
    public VariedFor VariedFor => variedFor;

    /// <summary>The column of images.</summary>
    public DataViewSchema.Column Column { get; } = source.Schema[columnName];

    /// <summary>
    /// True even where the source cannot: transforms pass a cursor's Random on only to a view that says so. The rows of
    /// such a source then come in their order.
    /// </summary>
    public bool CanShuffle => true;

    public DataViewSchema Schema => source.Schema;

    /// <summary>
    /// The data that a role-mapped view augments right before it is read; null where its features are not augmented, or
    /// transformed further.
    /// </summary>
    public static AugmentedDataView? Behind(RoleMappedData data) =>
        data.Data is AugmentedDataView view && data.Schema.Feature?.Index == view.Column.Index ? view : null;

    /// <summary>Rows that a cursor gives without a <see cref="PassRandom"/>.</summary>
    public long? GetRowCount() =>
        variedFor == VariedFor.EveryCursor ? source.GetRowCount() * augmenter.CopiesPerRow : source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        int? pass = BeginPass(columns, rand);
        DataViewRowCursor cursor = source.GetRowCursor(columns, ForSource(rand));
        return pass == null ? cursor : new AugmentedCursor(this, cursor, pass.Value);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    )
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        int? pass = BeginPass(columns, rand);
        DataViewRowCursor[] cursors = source.GetRowCursorSet(columns, n, ForSource(rand));
        return pass == null ? cursors : [.. cursors.Select(cursor => new AugmentedCursor(this, cursor, pass.Value))];
    }

    // Images that are predicted pass as they are, so an exported pipeline has nothing here.
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) { }

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException("Augmented data are not saved; save the AugmentImagesTransformer.");

    // Null: the rows as they are.
    private int? BeginPass(DataViewSchema.Column[] columns, Random? random)
    {
        bool readsImages = columns.Any(column => column.Index == Column.Index);
        if (random is PassRandom asked)
        {
            asked.Reach(this, readsImages);
            return asked.Pass;
        }
        if (variedFor == VariedFor.Training)
            return null;
        // Whoever reads other columns only leaves the count alone.
        return readsImages ? Interlocked.Increment(ref _passes) - 1 : 0;
    }

    // A source would shuffle its rows by a PassRandom, so it goes on only where another augmented view waits for it.
    private Random? ForSource(Random? random)
    {
        bool isMeantForSource = random is PassRandom ? AugmentedViews.AreBehind(source) : source.CanShuffle;
        return isMeantForSource ? random : null;
    }
}
