using MlPipeline.Network;

namespace MlPipeline.Benchmarks;

/// <summary>Random data of the shape of MNIST, and the network that most figures are quoted for.</summary>
internal static class Data
{
    public const int Width = 784;
    public const int Classes = 10;

    public static NetworkSpec Spec { get; } =
        new()
        {
            InputSize = Width,
            HiddenLayers = [.. Enumerable.Repeat(new DenseSpec(128, ActivationKind.Tanh), 4)],
            OutputSize = Classes,
        };

    public static float[] Floats(int count, float scale = 1)
    {
        var random = new Random(1);
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = scale * random.NextSingle();
        return values;
    }

    public static TrainingSet TrainingSet(int rows)
    {
        float[] values = Floats(rows * Width);
        var matrix = new FloatMatrix(Width);
        for (int row = 0; row < rows; row++)
            values.AsSpan(row * Width, Width).CopyTo(matrix.AddRow());
        return Network.TrainingSet.OfClasses(matrix, [.. Enumerable.Range(0, rows).Select(row => row % Classes)]);
    }
}
