namespace MlPipeline.Network.Tests;

/// <summary>The network in float64, written as plainly as possible: the product must equal it, finite differences check it.</summary>
internal sealed class Reference(NetworkSpec spec, double[][] parameters)
{
    /// <summary>Mean loss over rows.</summary>
    public double Loss(double[][] rows, int[]? classes, double[][]? values) =>
        rows.Select((x, r) => RowLoss(Logits(x), classes?[r] ?? -1, values?[r])).Average();

    private double[] Logits(double[] x)
    {
        int[] widths = [.. spec.HiddenLayers.Select(l => l.Units), spec.OutputSize];
        for (int layer = 0; layer < widths.Length; layer++)
        {
            var z = new double[widths[layer]];
            for (int j = 0; j < z.Length; j++)
            {
                z[j] = parameters[layer][x.Length * z.Length + j];
                for (int i = 0; i < x.Length; i++) z[j] += x[i] * parameters[layer][i * z.Length + j];
            }
            x = layer == widths.Length - 1 ? z : [.. z.Select(v => Activate(spec.HiddenLayers[layer].Activation, v))];
        }
        return x;
    }

    private static double Activate(ActivationKind kind, double z) => kind switch
    {
        ActivationKind.Identity => z,
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-z)),
        ActivationKind.Tanh => Math.Tanh(z),
        ActivationKind.ReLU => Math.Max(0, z),
        ActivationKind.LeakyReLU => z > 0 ? z : 0.01 * z,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private double RowLoss(double[] z, int label, double[]? values)
    {
        double sum = z.Sum(Math.Exp);
        return spec.Loss switch
        {
            LossKind.SoftmaxCrossEntropy => Math.Log(sum) - z[label],
            LossKind.SoftmaxSquaredError => z.Select((v, i) => Math.Pow(Math.Exp(v) / sum - (i == label ? 1 : 0), 2)).Sum(),
            LossKind.SigmoidCrossEntropy => z.Select((v, i) => -values![i] * Math.Log(1 / (1 + Math.Exp(-v))) - (1 - values[i]) * Math.Log(1 - 1 / (1 + Math.Exp(-v)))).Sum(),
            LossKind.SquaredError => z.Select((v, i) => Math.Pow(v - values![i], 2)).Sum(),
            _ => throw new InvalidOperationException(),
        };
    }
}
