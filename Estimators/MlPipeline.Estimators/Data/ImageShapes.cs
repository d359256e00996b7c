using Microsoft.ML.Data;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators.Data;

/// <summary>Which picture a row of floats is: as options say, as the column's type says, or a square.</summary>
internal static class ImageShapes
{
    private const int MostChannels = 4;

    /// <summary>
    /// The shape of pictures: what the options say; else the dimensions [height, width] or [channels, height, width] of
    /// the column's type; else a square.
    /// </summary>
    /// <param name="type">Of the column.</param>
    /// <param name="name">Of the column.</param>
    /// <param name="height">Rows of pixels, where options say so.</param>
    /// <param name="width">Columns of pixels, where options say so.</param>
    /// <param name="channels">Values of a pixel, where options say so.</param>
    /// <param name="options">The options, as messages say it.</param>
    /// <exception cref="InvalidOperationException">
    /// The options do not make up a row, or nothing tells the shape.
    /// </exception>
    public static ImageShape ShapeOf(
        VectorDataViewType type,
        string name,
        int? height,
        int? width,
        int? channels,
        string options
    )
    {
        int size = type.Size;
        int planes = channels ?? 1;
        if (height is { } h && width is { } w)
            return Checked(new ImageShape(h, w, planes), size, name, options);
        if (height is { } rows && size % ((long)rows * planes) == 0)
            return Checked(new ImageShape(rows, size / (rows * planes), planes), size, name, options);
        if (width is { } columns && size % ((long)columns * planes) == 0)
            return Checked(new ImageShape(size / (columns * planes), columns, planes), size, name, options);
        if (height == null && width == null)
        {
            if (type.Dimensions.Length == 2 && channels is null or 1)
                return new ImageShape(type.Dimensions[0], type.Dimensions[1]);
            if (type.Dimensions.Length == 3)
                return Planes(type, name, channels, options);
            int side = (int)Math.Round(Math.Sqrt((double)size / planes));
            if ((long)side * side * planes == size)
                return new ImageShape(side, side, planes);
        }
        throw new InvalidOperationException(
            $"Column '{name}' has rows of {size} values, and nothing says which picture they are: {size} is not "
                + $"{(planes == 1 ? "" : $"{planes} times ")}a square; give {options}."
        );
    }

    private static ImageShape Planes(VectorDataViewType type, string name, int? channels, string options)
    {
        int first = type.Dimensions[0];
        int second = type.Dimensions[1];
        int third = type.Dimensions[2];
        if (first > MostChannels && third <= MostChannels)
            throw new InvalidOperationException(
                $"Column '{name}' has the dimensions [{first}, {second}, {third}], which look like colours side by "
                    + "side; pictures are taken channel by channel: extract pixels without interleaving, or give "
                    + $"{options}."
            );
        if (channels is { } said && said != first)
            throw new InvalidOperationException(
                $"Column '{name}' has the dimensions [{first}, {second}, {third}], which are {first} channels; "
                    + $"{said} were given: check {options}."
            );
        return new ImageShape(second, third, first);
    }

    private static ImageShape Checked(ImageShape shape, int size, string name, string options) =>
        (long)shape.Height * shape.Width * shape.Channels == size
            ? shape
            : throw new InvalidOperationException(
                $"A picture of {shape} has {(long)shape.Height * shape.Width * shape.Channels} values; column "
                    + $"'{name}' has rows of {size}: check {options}."
            );
}
