using System.Text.Json;

namespace MlPipeline.Network.Tests;

/// <summary>Reference numbers that PyTorch computed in float64.</summary>
internal static class Golden
{
    public static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "goldens", name))).RootElement;

    public static float[] Floats(JsonElement element) => [.. Numbers(element).Select(x => (float)x)];

    public static IEnumerable<double> Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Numbers) : [element.GetDouble()];

    /// <summary>Weights then biases, as a layer exports them.</summary>
    public static float[] Layer(JsonElement weights, JsonElement biases, int layer) =>
        [.. Floats(weights[layer]), .. Floats(biases[layer])];

    public static TrainingSet ClassSet(JsonElement x, JsonElement labels) =>
        TrainingSet.OfClasses(Matrix(x), [.. labels.EnumerateArray().Select(l => l.GetInt32())]);

    public static FloatMatrix Matrix(JsonElement x)
    {
        var matrix = new FloatMatrix(x[0].GetArrayLength());
        foreach (JsonElement row in x.EnumerateArray())
            Floats(row).CopyTo(matrix.AddRow());
        return matrix;
    }

    /// <summary>
    /// Equal to a tolerance relative to the value, or to a share of the largest one: an element that happens to be near
    /// 0 carries the rounding of the numbers it is a difference of.
    /// </summary>
    public static void Close(
        IEnumerable<double> expected,
        IEnumerable<float> actual,
        double tolerance,
        string what,
        double floorShare = 0.1
    )
    {
        double[] want = [.. expected];
        float[] have = [.. actual];
        Assert.Equal(want.Length, have.Length);
        double floor = floorShare * want.Max(Math.Abs);
        for (int i = 0; i < want.Length; i++)
            Assert.True(
                Math.Abs(want[i] - have[i]) <= tolerance * Math.Max(Math.Abs(want[i]), floor),
                $"{what}[{i}]: expected {want[i]}, got {have[i]}"
            );
    }
}
