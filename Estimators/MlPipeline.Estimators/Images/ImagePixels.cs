using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets;
using MlPipeline.Datasets.Images;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Estimators.Images;

/// <summary>Pixels of a picture as the value of a column.</summary>
internal static class ImagePixels
{
    /// <summary>Reads a picture: [height, width], 0 to 255.</summary>
    /// <exception cref="DatasetException">The path is empty or its file cannot be read as a picture.</exception>
    public static byte[] Read(ImagePreprocessing preprocessing, string path) =>
        path.Length == 0
            ? throw new DatasetException("A row has no path of a picture; give each row one.")
            : preprocessing.Read(path).Pixels;

    /// <summary>A getter of the pixels that a function gives.</summary>
    public static ValueGetter<TValue> Getter<TValue>(DataViewSchema.Column column, Func<byte[]> pixels)
    {
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            byte[] current = pixels();
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, current.Length);
            Pixels.ToFloats(current, editor.Values);
            value = editor.Commit();
        };
        return getter as ValueGetter<TValue> ?? throw WrongType<TValue>(column);
    }

    /// <summary>The error of a getter of another type than the column's.</summary>
    public static InvalidOperationException WrongType<TValue>(DataViewSchema.Column column) =>
        new($"Column '{column.Name}' is {column.Type}; a getter of {typeof(TValue).Name} was asked for.");
}
