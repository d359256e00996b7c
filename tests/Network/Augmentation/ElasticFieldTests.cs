using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Kernels;
using MlPipeline.Network.Memory;
using MlPipeline.Network.Randomness;

namespace MlPipeline.Network.Tests.Augmentation;

/// <summary>
/// Displacements are what Simard, Steinkraus and Platt say: as strong, as smooth, the same everywhere.
/// </summary>
public class ElasticFieldTests
{
    [Theory]
    [InlineData(34, 4)]
    [InlineData(80, 8)]
    [InlineData(10, 1)]
    [InlineData(20, 2.5)]
    public void Displacements_have_the_variance_and_the_correlation_of_smoothed_noise(float alpha, float sigma)
    {
        const int Side = 28;
        const int Draws = 4000;
        var field = new ElasticField(new ElasticDistortion(alpha, sigma), Side, Side);
        (AlignedBuffer lattice, AlignedBuffer half, AlignedBuffer displacements) = Buffers(field);
        int far = (int)sigma;
        double middle = 0;
        double corner = 0;
        double product = 0;
        double beside = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            field.Draw(RowRandom.KeyOf(1, draw, 0, 0), lattice, half, displacements);
            double at = displacements.Span[14 * field.Stride + 14];
            double next = displacements.Span[14 * field.Stride + 14 - far];
            double edge = displacements.Span[0];
            middle = middle + at * at;
            corner = corner + edge * edge;
            product = product + at * next;
            beside = beside + next * next;
        }
        double deviation = alpha / Math.Sqrt(3) / (2 * Math.Sqrt(Math.PI) * sigma);
        Assert.Equal(deviation, Math.Sqrt(middle / Draws), deviation * 0.05);
        Assert.Equal(deviation, Math.Sqrt(corner / Draws), deviation * 0.05);
        Assert.Equal(Math.Exp(-far * far / (4.0 * sigma * sigma)), product / Math.Sqrt(middle * beside), 0.04);
    }

    [Theory]
    [InlineData(28, 28, 4)]
    [InlineData(70, 101, 3)]
    [InlineData(5, 90, 0.7f)]
    [InlineData(40, 1, 12)]
    public void Products_in_bands_are_the_whole_sum(int height, int width, float sigma)
    {
        const float Alpha = 3;
        var field = new ElasticField(new ElasticDistortion(Alpha, sigma), height, width);
        (AlignedBuffer lattice, AlignedBuffer half, AlignedBuffer displacements) = Buffers(field);
        field.Draw(42, lattice, half, displacements);
        UniformNoise.Fill(lattice, 42);
        double step = Math.Max(1, sigma / 2.0);
        int rows = (int)Math.Ceiling((height - 1 + 6.0 * sigma) / step) + 1;
        int columns = (int)Math.Ceiling((width - 1 + 6.0 * sigma) / step) + 1;
        int stride = Panels.Padded(columns);
        for (int y = 0; y < height; y += 7)
        {
            for (int x = 0; x < width; x += 5)
            {
                double[] down = Weights(rows, y, sigma, step);
                double[] across = Weights(columns, x, sigma, step);
                double sum = 0;
                for (int j = 0; j < rows; j++)
                for (int i = 0; i < columns; i++)
                    sum += down[j] * across[i] * lattice.Span[j * stride + i];
                Assert.Equal(Alpha * sum / step, displacements.Span[y * field.Stride + x], 1e-5);
            }
        }
    }

    [Fact]
    public void Noise_is_uniform_and_its_keys_do_not_overlap()
    {
        AlignedBuffer first = new(1 << 16);
        AlignedBuffer second = new(1 << 16);
        UniformNoise.Fill(first, 1);
        UniformNoise.Fill(second, 2);
        float[] values = first.Span.ToArray();
        float[] others = second.Span.ToArray();
        Assert.All(values, value => Assert.InRange(value, -1, 1));
        Assert.Equal(0, values.Average(), 0.01);
        Assert.Equal(1 / 3.0, values.Average(value => value * value), 0.01);
        Assert.Equal(0, values.Zip(others).Average(pair => pair.First * pair.Second), 0.01);
        Assert.Equal(0, values.Zip(values.Skip(1)).Average(pair => pair.First * pair.Second), 0.01);
        Assert.InRange(values.Intersect(others).Count(), 0, 1000);
    }

    private static double[] Weights(int points, int pixel, double sigma, double step)
    {
        double[] weights =
        [
            .. Enumerable
                .Range(0, points)
                .Select(i => (i * step - 3 * sigma - pixel) / sigma)
                .Select(d => Math.Abs(d) > 3 ? 0 : Math.Exp(-d * d / 2)),
        ];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static (AlignedBuffer Lattice, AlignedBuffer Half, AlignedBuffer Displacements) Buffers(
        ElasticField field
    ) => (new AlignedBuffer(field.LatticeLength), new AlignedBuffer(field.HalfLength), new AlignedBuffer(field.Length));
}
