using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.AutoTune.Tests.AutoML;

/// <summary>Three classes of points in the plane, which overlap a little.</summary>
internal sealed class Blobs
{
    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public string Label { get; set; } = "";

    public static IDataView Load(MLContext context, int count, int seed)
    {
        Random random = new(seed);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => Point(random, i % 3)).ToArray());
    }

    private static Blobs Point(Random random, int kind)
    {
        float x = MathF.Cos(2 * kind) + (0.6f * (random.NextSingle() - 0.5f));
        float y = MathF.Sin(2 * kind) + (0.6f * (random.NextSingle() - 0.5f));
        return new Blobs { Features = [x, y], Label = $"class {kind}" };
    }
}
