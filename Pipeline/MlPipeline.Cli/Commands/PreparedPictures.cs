using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Cli.Commands;

/// <summary>Reads pictures that have become the columns Features and Label.</summary>
internal static class PreparedPictures
{
    /// <summary>The pixels and the class of each picture; classes count from 0.</summary>
    public static IEnumerable<(float[] Pixels, int Class)> Of(IDataView prepared)
    {
        DataViewSchema.Column features = prepared.Schema["Features"];
        DataViewSchema.Column label = prepared.Schema["Label"];
        using DataViewRowCursor cursor = prepared.GetRowCursor([features, label]);
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        ValueGetter<uint> getLabel = cursor.GetGetter<uint>(label);
        VBuffer<float> pixels = default;
        uint key = 0;
        while (cursor.MoveNext())
        {
            getFeatures(ref pixels);
            getLabel(ref key);
            // Keys count from 1.
            yield return ([.. pixels.DenseValues()], (int)key - 1);
        }
    }
}
