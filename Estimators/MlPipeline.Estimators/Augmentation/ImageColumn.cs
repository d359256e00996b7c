using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Estimators.Data;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Augmentation;

/// <summary>What a column says of the pictures in it.</summary>
internal static class ImageColumn
{
    /// <summary>Pictures from which the range of pixels is found out.</summary>
    private const int SampleRows = 1000;

    /// <summary>The type of a column of pictures.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it holds something else.</exception>
    public static VectorDataViewType TypeOf(IExceptionContext context, DataViewSchema schema, string name)
    {
        DataViewSchema.Column? column = schema.GetColumnOrNull(name);
        if (column == null)
            throw context.ExceptSchemaMismatch(nameof(schema), "image", name);
        return
            column.Value.Type is VectorDataViewType { IsKnownSize: true } type
            && type.ItemType == NumberDataViewType.Single
            ? type
            : throw context.ExceptSchemaMismatch(
                nameof(schema),
                "image",
                name,
                "Vector of Single of known size",
                column.Value.Type.ToString()!
            );
    }

    /// <summary>The smallest and largest value of the first pictures; 1 apart where all are the same.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="name">Their column.</param>
    /// <param name="size">Values of a picture.</param>
    public static PixelRange PixelsOf(IDataView data, string name, int size)
    {
        DataViewSchema.Column column = data.Schema[name];
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = FeatureVectors.GetterOf(cursor, column, size, "data");
        VBuffer<float> picture = default;
        float low = float.PositiveInfinity;
        float high = float.NegativeInfinity;
        for (int row = 0; row < SampleRows && cursor.MoveNext(); row++)
        {
            getter(ref picture);
            foreach (float pixel in picture.DenseValues())
            {
                if (!float.IsFinite(pixel))
                    continue;
                (low, high) = (Math.Min(low, pixel), Math.Max(high, pixel));
            }
        }
        return low < high ? new PixelRange(low, high)
            : float.IsFinite(low) ? new PixelRange(low, low + Math.Max(1, Math.Abs(low)))
            : new PixelRange(0, 1);
    }
}
