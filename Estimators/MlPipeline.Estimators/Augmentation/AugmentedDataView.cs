using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Augmentation;

/// <summary>
/// A data view in which the pictures of one column are varied at random, and each row comes as often as the augmenter
/// says. Every cursor that reads the pictures is a pass of its own, numbered from 0 in the order they are opened,
/// unless whoever opens it says which pass it is (<see cref="InPass"/>); the cursors of a set share one. A row's
/// randomness follows from the seed, the pass and the row's identifier, so neither the order of rows nor the number of
/// threads matters.
/// </summary>
/// <param name="source">The data as they are.</param>
/// <param name="columnName">The column of pictures.</param>
/// <param name="augmenter">Varies them.</param>
internal sealed class AugmentedDataView(IDataView source, string columnName, ImageAugmenter augmenter)
    : ITransformCanSaveOnnx
{
    [ThreadStatic]
    private static long _passesOnThisThread;

    [ThreadStatic]
    private static int? _passOnThisThread;

    private int _passes;

    /// <summary>
    /// How many passes this thread has begun, in any such view: where the number grows while a cursor is opened, what
    /// that cursor gives is augmented, whatever transforms lie between.
    /// </summary>
    public static long PassesOnThisThread => _passesOnThisThread;

    /// <summary>
    /// Opens a cursor as a certain pass of all augmented views it reads, whatever transforms lie between.
    /// </summary>
    public static TCursor InPass<TCursor>(int pass, Func<TCursor> open)
    {
        _passOnThisThread = pass;
        try
        {
            return open();
        }
        finally
        {
            _passOnThisThread = null;
        }
    }

    /// <summary>The data as they are.</summary>
    public IDataView Source => source;

    /// <summary>Varies the pictures.</summary>
    public ImageAugmenter Augmenter => augmenter;

    /// <summary>The column of pictures.</summary>
    public DataViewSchema.Column Column { get; } = source.Schema[columnName];

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    /// <summary>
    /// The data that a role-mapped view augments right before it is read; null where its features are not augmented, or
    /// transformed further.
    /// </summary>
    public static AugmentedDataView? Behind(RoleMappedData data) =>
        data.Data is AugmentedDataView view && data.Schema.Feature?.Index == view.Column.Index ? view : null;

    /// <summary>The same data and roles without augmentation.</summary>
    public static RoleMappedData WithoutAugmentation(RoleMappedData data) =>
        Behind(data) is { } view
            ? WithoutAugmentation(new RoleMappedData(view.Source, data.Schema.GetColumnRoleNames()))
            : data;

    public long? GetRowCount() => source.GetRowCount() * augmenter.RowsPerRow;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return new AugmentedCursor(this, source.GetRowCursor(columns, rand), BeginPass(columns));
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    )
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        int pass = BeginPass(columns);
        return [.. source.GetRowCursorSet(columns, n, rand).Select(cursor => new AugmentedCursor(this, cursor, pass))];
    }

    // Pictures that are predicted pass as they are, so an exported pipeline has nothing here.
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) { }

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException("Augmented data are not saved; save the AugmentImagesTransformer.");

    // Whoever reads other columns only leaves the count alone.
    private int BeginPass(DataViewSchema.Column[] columns)
    {
        if (!columns.Any(column => column.Index == Column.Index))
            return 0;
        _passesOnThisThread++;
        return _passOnThisThread ?? Interlocked.Increment(ref _passes) - 1;
    }
}
