using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets.Images;

namespace MlPipeline.Estimators.Images;

/// <summary>Adds pixels to single rows, as prediction engines need it.</summary>
/// <param name="input">The columns of rows.</param>
/// <param name="output">The same columns, then the pixels.</param>
/// <param name="path">The column of paths.</param>
/// <param name="preprocessing">The rule from a file to its pixels.</param>
internal sealed class ImagePixelsMapper(
    DataViewSchema input,
    DataViewSchema output,
    DataViewSchema.Column path,
    ImagePreprocessing preprocessing
) : IRowToRowMapper
{
    public DataViewSchema InputSchema => input;

    public DataViewSchema OutputSchema => output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        HashSet<int> needed = [.. dependingColumns.Select(column => column.Index)];
        return input.Where(column =>
            needed.Contains(column.Index) || (column.Index == path.Index && needed.Contains(output.Count - 1))
        );
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(input, output, path, preprocessing, [.. activeColumns.Select(column => column.Index)]);

    private sealed class Row(
        DataViewRow input,
        DataViewSchema schema,
        DataViewSchema.Column path,
        ImagePreprocessing preprocessing,
        HashSet<int> active
    ) : DataViewRow
    {
        public override DataViewSchema Schema => schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) =>
            active.Contains(column.Index)
            && (column.Index >= input.Schema.Count || input.IsColumnActive(input.Schema[column.Index]));

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!active.Contains(column.Index))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(column),
                    $"Column '{column.Name}' is not active; ask for it when the row is made."
                );
            }
            if (column.Index < input.Schema.Count)
                return input.GetGetter<TValue>(input.Schema[column.Index]);
            ValueGetter<ReadOnlyMemory<char>> getPath = input.GetGetter<ReadOnlyMemory<char>>(input.Schema[path.Index]);
            return ImagePixels.Getter<TValue>(
                column,
                () =>
                {
                    ReadOnlyMemory<char> current = default;
                    getPath(ref current);
                    return ImagePixels.Read(preprocessing, current.ToString());
                }
            );
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();
            base.Dispose(disposing);
        }
    }
}
