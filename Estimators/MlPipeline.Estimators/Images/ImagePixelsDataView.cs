using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using MlPipeline.Datasets.Images;
using MlPipeline.Estimators.Scoring;

namespace MlPipeline.Estimators.Images;

/// <summary>A data view with one more column: the pixels of the pictures that another column names.</summary>
/// <param name="source">The data.</param>
/// <param name="schema">The source's columns, then the pixels.</param>
/// <param name="path">The source's column of paths.</param>
/// <param name="preprocessing">The rule from a file to its pixels.</param>
internal sealed class ImagePixelsDataView(
    IDataView source,
    DataViewSchema schema,
    DataViewSchema.Column path,
    ImagePreprocessing preprocessing
) : ITransformCanSaveOnnx
{
    /// <summary>The data without the pixels.</summary>
    public IDataView Source => source;

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Active(columnsNeeded);
        return Cursor(source.GetRowCursor(Dependencies(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    )
    {
        bool[] active = Active(columnsNeeded);
        return [.. source.GetRowCursorSet(Dependencies(active), n, rand).Select(cursor => Cursor(cursor, active))];
    }

    // True, so that ML.NET asks SaveAsOnnx instead of making an input of the pixels without a word.
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) =>
        throw new NotSupportedException(
            "LoadImagePixels cannot be exported to ONNX: a graph reads no files; export the steps behind it, and "
                + "give them "
                + "pixels."
        );

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException("Data views of pixels are not saved; save the transformer.");

    private ImagePixelsCursor Cursor(DataViewRowCursor cursor, bool[] active)
    {
        bool canReadAhead =
            active[^1] && source.Schema.All(column => !active[column.Index] || KeptColumn.CanKeep(column.Type));
        return new ImagePixelsCursor(cursor, schema, active, path, preprocessing, canReadAhead);
    }

    private IEnumerable<DataViewSchema.Column> Dependencies(bool[] active) =>
        source.Schema.Where(column => active[column.Index] || (active[^1] && column.Index == path.Index));

    private bool[] Active(IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columns)
            active[column.Index] = true;
        return active;
    }
}
