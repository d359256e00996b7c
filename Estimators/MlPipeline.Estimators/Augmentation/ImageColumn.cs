using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Augmentation;

/// <summary>What a column says of the pictures in it.</summary>
internal static class ImageColumn
{
    /// <summary>Pictures from which the range of pixels is found out.</summary>
    private const int SampleRows = 1000;

    private const int MostChannels = 4;

    /// <summary>The type of a column of pictures.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it holds something else.</exception>
    public static VectorDataViewType TypeOf(IExceptionContext context, DataViewSchema schema, string name)
    {
        DataViewSchema.Column? column = schema.GetColumnOrNull(name);
        if (column == null) throw context.ExceptSchemaMismatch(nameof(schema), "image", name);
        return column.Value.Type is VectorDataViewType { IsKnownSize: true } type && type.ItemType == NumberDataViewType.Single
            ? type
            : throw context.ExceptSchemaMismatch(nameof(schema), "image", name, "Vector of Single of known size", column.Value.Type.ToString()!);
    }

    /// <summary>
    /// The shape of pictures: what the options say; else the dimensions [height, width] or [channels, height, width] of the
    /// column's type; else a square.
    /// </summary>
    /// <exception cref="InvalidOperationException">The options do not make up a row, or nothing tells the shape.</exception>
    public static ImageShape ShapeOf(VectorDataViewType type, string name, AugmentationOptions options)
    {
        int size = type.Size, channels = options.Channels ?? 1;
        if (options.Height is { } height && options.Width is { } width) return Checked(new ImageShape(height, width, channels), size, name);
        if (options.Height is { } rows && size % ((long)rows * channels) == 0) return Checked(new ImageShape(rows, size / (rows * channels), channels), size, name);
        if (options.Width is { } columns && size % ((long)columns * channels) == 0) return Checked(new ImageShape(size / (columns * channels), columns, channels), size, name);
        if (options.Height == null && options.Width == null)
        {
            if (type.Dimensions.Length == 2 && options.Channels is null or 1) return new ImageShape(type.Dimensions[0], type.Dimensions[1]);
            if (type.Dimensions.Length == 3) return Planes(type, name, options.Channels);
            int side = (int)Math.Round(Math.Sqrt((double)size / channels));
            if ((long)side * side * channels == size) return new ImageShape(side, side, channels);
        }
        throw new InvalidOperationException($"Column '{name}' has rows of {size} values, and nothing says which picture they are: {size} is not {(channels == 1 ? "" : $"{channels} times ")}a square; give Height, Width and Channels (AugmentationOptions).");
    }

    /// <summary>The smallest and largest value of the first pictures; 1 apart where all are the same.</summary>
    public static PixelRange PixelsOf(IDataView data, string name)
    {
        DataViewSchema.Column column = data.Schema[name];
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> picture = default;
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (int row = 0; row < SampleRows && cursor.MoveNext(); row++)
        {
            getter(ref picture);
            foreach (float pixel in picture.DenseValues())
            {
                if (!float.IsFinite(pixel)) continue;
                (low, high) = (Math.Min(low, pixel), Math.Max(high, pixel));
            }
        }
        return low < high ? new PixelRange(low, high) : float.IsFinite(low) ? new PixelRange(low, low + Math.Max(1, Math.Abs(low))) : new PixelRange(0, 1);
    }

    private static ImageShape Planes(VectorDataViewType type, string name, int? channels)
    {
        (int first, int second, int third) = (type.Dimensions[0], type.Dimensions[1], type.Dimensions[2]);
        if (first > MostChannels && third <= MostChannels)
            throw new InvalidOperationException($"Column '{name}' has the dimensions [{first}, {second}, {third}], which look like colours side by side; pictures are taken channel by channel: extract pixels without interleaving, or give Height, Width and Channels (AugmentationOptions).");
        var shape = new ImageShape(second, third, first);
        if (channels is { } said && said != first) throw new InvalidOperationException($"Column '{name}' has the dimensions [{first}, {second}, {third}], which are {first} channels; Channels is {said} (AugmentationOptions).");
        return shape;
    }

    private static ImageShape Checked(ImageShape shape, int size, string name) =>
        (long)shape.Height * shape.Width * shape.Channels == size
            ? shape
            : throw new InvalidOperationException($"A picture of {shape} has {(long)shape.Height * shape.Width * shape.Channels} values; column '{name}' has rows of {size}: check Height, Width and Channels (AugmentationOptions).");
}
