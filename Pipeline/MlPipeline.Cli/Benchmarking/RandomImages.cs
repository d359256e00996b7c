using MlPipeline.Datasets;
using MlPipeline.Network;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>Creates rows of random numbers in the shape of MNIST; speed does not depend on their content.</summary>
internal static class RandomImages
{
    public const int Width = 784;
    public const int Classes = 10;
    private const int Seed = 1;
    private const int Side = 28;

    /// <summary>[rows, Width], from 0 to 1.</summary>
    public static float[] Floats(int rows)
    {
        var random = new Random(Seed);
        var values = new float[rows * Width];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.NextSingle();
        return values;
    }

    /// <summary>Rows with random classes.</summary>
    public static TrainingSet TrainingSet(int rows)
    {
        float[] values = Floats(rows);
        var matrix = new FloatMatrix(Width);
        for (int row = 0; row < rows; row++)
            values.AsSpan(row * Width, Width).CopyTo(matrix.AddRow());
        var random = new Random(Seed);
        return Network.TrainingSet.OfClasses(matrix, [.. Enumerable.Range(0, rows).Select(_ => random.Next(Classes))]);
    }

    /// <summary>Pixels and classes, for what reads images.</summary>
    public static ImageSet Images(int rows)
    {
        var random = new Random(Seed);
        var pixels = new byte[rows * Width];
        random.NextBytes(pixels);
        return new ImageSet(
            pixels,
            [.. Enumerable.Range(0, rows).Select(i => (byte)(i % Classes))],
            Side,
            Side,
            [.. Enumerable.Range(0, Classes).Select(i => $"{i}")]
        );
    }
}
