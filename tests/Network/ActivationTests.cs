using MlPipeline.Network.Activations;

namespace MlPipeline.Network.Tests;

/// <summary>Every activation, by itself, against float64.</summary>
public class ActivationTests
{
    public static TheoryData<ActivationKind> All => [.. Enum.GetValues<ActivationKind>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Values_and_derivatives_equal_the_reference(ActivationKind kind)
    {
        const double H = 1e-5;
        var activation = Activation.Of(kind);
        foreach (float[] z in Inputs())
        {
            float[] y = [.. z];
            float[] gradient = [.. Enumerable.Repeat(1f, z.Length)];
            activation.Forward(y);
            activation.Backward(activation.NeedsInput ? z : y, gradient);
            for (int i = 0; i < z.Length; i++)
            {
                double expected = Reference.Activate(kind, z[i]);
                Assert.True(
                    Math.Abs(expected - y[i]) <= 4e-7 * Math.Max(1, Math.Abs(z[i])),
                    $"f({z[i]}) is {expected}, got {y[i]}"
                );
                double slope = (Reference.Activate(kind, z[i] + H) - Reference.Activate(kind, z[i] - H)) / (2 * H);
                Assert.True(
                    Math.Abs(slope - gradient[i]) <= 2e-6 * Math.Max(1, Math.Abs(z[i])),
                    $"f'({z[i]}) is {slope}, got {gradient[i]}"
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Extremes_stay_numbers_and_a_NaN_stays_one(ActivationKind kind)
    {
        var activation = Activation.Of(kind);
        float[] z = [-1e30f, -1000, -100, 100, 1000, 1e30f, float.NaN, .. new float[25]];
        float[] y = [.. z];
        float[] gradient = [.. Enumerable.Repeat(1f, 32)];
        activation.Forward(y);
        activation.Backward(activation.NeedsInput ? z : y, gradient);
        for (int i = 0; i < 6; i++)
        {
            Assert.True(float.IsFinite(y[i]), $"f({z[i]}) is {y[i]}");
            Assert.InRange(gradient[i], -0.2f, 1.2f);
        }
        Assert.True(float.IsNaN(y[6]));
    }

    [Theory]
    [InlineData(ActivationKind.SiLU, -20, -20 * 2.0611536e-9)]
    [InlineData(ActivationKind.Softplus, -20, 2.0611536e-9)]
    [InlineData(ActivationKind.ELU, -1e-6, -9.999995e-7)]
    public void Small_values_keep_their_digits(ActivationKind kind, float z, double expected)
    {
        float[] row = new float[32];
        row[0] = z;
        Activation.Of(kind).Forward(row);
        Assert.Equal(1, row[0] / expected, 1e-6);
    }

    // No point where a derivative jumps.
    private static IEnumerable<float[]> Inputs() =>
        Enumerable.Range(0, 32 * 20).Select(i => -12 + (i + 0.5f) * 0.0375f).Chunk(32);
}
