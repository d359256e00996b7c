namespace MlPipeline.Network.Tests;

/// <summary>
/// The network in float64 and in training mode, written as plainly as possible: the product must equal it, finite
/// differences check it. Rows are [C, H, W]; parameters as <see cref="FeedForwardNetwork.GetLayerParameters"/> gives
/// them. Dropout is left out.
/// </summary>
internal sealed class Reference(NetworkSpec spec, double[][] parameters)
{
    /// <summary>Mean loss over rows.</summary>
    public double Loss(double[][] rows, int[]? classes, double[][]? values) =>
        Logits(rows).Select((z, r) => RowLoss(z, classes?[r] ?? -1, values?[r])).Average();

    /// <summary>The logits of a batch.</summary>
    public double[][] Logits(double[][] x)
    {
        TensorShape shape = spec.Input;
        int next = 0;
        foreach (LayerSpec layer in spec.HiddenLayers.Append(new DenseSpec(spec.OutputSize)))
        {
            double[] p = layer is DenseSpec or ConvolutionSpec or BatchNormalizationSpec or LayerNormalizationSpec
                ? parameters[next++]
                : [];
            (x, shape) = Forward(layer, p, x, shape);
            ActivationKind activation = layer is ActivationSpec alone ? alone.Activation : layer.FinalActivation;
            x = [.. x.Select(row => row.Select(z => Activate(activation, z)).ToArray())];
        }
        return x;
    }

    /// <summary>
    /// The distribution function of the standard normal: 1/2 plus its density summed from 0, by Simpson's rule.
    /// </summary>
    private static double NormalDistribution(double z)
    {
        const int Parts = 400;
        double sum = 0;
        double h = z / Parts;
        for (int i = 0; i <= Parts; i++)
            sum +=
                (
                    i is 0 or Parts ? 1
                    : i % 2 == 0 ? 2
                    : 4
                ) * Math.Exp(-i * h * i * h / 2);
        return 0.5 + sum * h / 3 / Math.Sqrt(2 * Math.PI);
    }

    public static double Activate(ActivationKind kind, double z) =>
        kind switch
        {
            ActivationKind.Identity => z,
            ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-z)),
            ActivationKind.Tanh => Math.Tanh(z),
            ActivationKind.ReLU => Math.Max(0, z),
            ActivationKind.LeakyReLU => z > 0 ? z : 0.01 * z,
            ActivationKind.GELU => z * NormalDistribution(z),
            ActivationKind.SiLU => z / (1 + Math.Exp(-z)),
            ActivationKind.ELU => z > 0 ? z : Math.Exp(z) - 1,
            ActivationKind.Softplus => Math.Log(1 + Math.Exp(z)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static (double[][] Y, TensorShape Shape) Forward(
        LayerSpec layer,
        double[] p,
        double[][] x,
        TensorShape shape
    ) =>
        layer switch
        {
            DenseSpec dense => ([.. x.Select(row => Dense(row, dense.Units, p))], TensorShape.Flat(dense.Units)),
            ConvolutionSpec convolution => (
                [.. x.Select(row => Convolve(row, shape, convolution, p))],
                convolution.OutputOf(shape)
            ),
            PoolingSpec pooling => ([.. x.Select(row => Pool(row, shape, pooling))], pooling.OutputOf(shape)),
            BatchNormalizationSpec norm => (NormalizeBatch(x, shape, norm.Epsilon, p), shape),
            LayerNormalizationSpec norm => (
                [.. x.Select(row => NormalizeRow(row, norm.Epsilon, p))],
                TensorShape.Flat(shape.Size)
            ),
            FlattenSpec => (x, TensorShape.Flat(shape.Size)),
            _ => (x, shape),
        };

    private static double[] Dense(double[] x, int units, double[] p)
    {
        var z = new double[units];
        for (int j = 0; j < units; j++)
        {
            z[j] = p[x.Length * units + j];
            for (int i = 0; i < x.Length; i++)
                z[j] += x[i] * p[i * units + j];
        }
        return z;
    }

    private static double[] Convolve(double[] x, TensorShape from, ConvolutionSpec spec, double[] p)
    {
        TensorShape to = spec.OutputOf(from);
        bool same = spec.Padding == ConvolutionPadding.Same;
        int top = same ? (spec.KernelHeight - 1) / 2 : 0;
        int left = same ? (spec.KernelWidth - 1) / 2 : 0;
        int biases = spec.Filters * from.Channels * spec.KernelHeight * spec.KernelWidth;
        var z = new double[to.Size];
        for (int o = 0; o < to.Channels; o++)
        for (int i = 0; i < to.Height; i++)
        for (int j = 0; j < to.Width; j++)
        {
            double sum = p[biases + o];
            for (int c = 0; c < from.Channels; c++)
            for (int k = 0; k < spec.KernelHeight; k++)
            for (int l = 0; l < spec.KernelWidth; l++)
            {
                int row = i * spec.Stride + k - top;
                int column = j * spec.Stride + l - left;
                if (row < 0 || row >= from.Height || column < 0 || column >= from.Width)
                    continue;
                sum +=
                    p[((o * from.Channels + c) * spec.KernelHeight + k) * spec.KernelWidth + l]
                    * x[(c * from.Height + row) * from.Width + column];
            }
            z[(o * to.Height + i) * to.Width + j] = sum;
        }
        return z;
    }

    private static double[] Pool(double[] x, TensorShape from, PoolingSpec spec)
    {
        TensorShape to = spec.OutputOf(from);
        var y = new double[to.Size];
        for (int c = 0; c < to.Channels; c++)
        for (int i = 0; i < to.Height; i++)
        for (int j = 0; j < to.Width; j++)
        {
            IEnumerable<double> square = Enumerable
                .Range(0, spec.Size * spec.Size)
                .Select(k =>
                    x[(c * from.Height + i * spec.Size + k / spec.Size) * from.Width + j * spec.Size + k % spec.Size]
                );
            y[(c * to.Height + i) * to.Width + j] = spec.Kind == PoolingKind.Average ? square.Average() : square.Max();
        }
        return y;
    }

    private static double[][] NormalizeBatch(double[][] x, TensorShape shape, double epsilon, double[] p)
    {
        int pixels = shape.Height * shape.Width;
        double[][] y = [.. x.Select(row => new double[row.Length])];
        for (int c = 0; c < shape.Channels; c++)
        {
            double[] all = [.. x.SelectMany(row => row.Skip(c * pixels).Take(pixels))];
            double mean = all.Average();
            double deviation = Math.Sqrt(all.Select(v => (v - mean) * (v - mean)).Average() + epsilon);
            for (int r = 0; r < x.Length; r++)
            for (int i = c * pixels; i < (c + 1) * pixels; i++)
                y[r][i] = (x[r][i] - mean) / deviation * p[c] + p[shape.Channels + c];
        }
        return y;
    }

    private static double[] NormalizeRow(double[] x, double epsilon, double[] p)
    {
        double mean = x.Average();
        double deviation = Math.Sqrt(x.Select(v => (v - mean) * (v - mean)).Average() + epsilon);
        return [.. x.Select((v, i) => (v - mean) / deviation * p[i] + p[x.Length + i])];
    }

    private double RowLoss(double[] z, int label, double[]? values)
    {
        double sum = z.Sum(Math.Exp);
        return spec.Loss switch
        {
            LossKind.SoftmaxCrossEntropy => Math.Log(sum) - z[label],
            LossKind.SoftmaxSquaredError => z.Select((v, i) => Math.Pow(Math.Exp(v) / sum - (i == label ? 1 : 0), 2))
                .Sum(),
            LossKind.SigmoidCrossEntropy => z.Select(
                    (v, i) =>
                        -values![i] * Math.Log(1 / (1 + Math.Exp(-v)))
                        - (1 - values[i]) * Math.Log(1 - 1 / (1 + Math.Exp(-v)))
                )
                .Sum(),
            LossKind.SquaredError => z.Select((v, i) => Math.Pow(v - values![i], 2)).Sum(),
            _ => throw new InvalidOperationException(),
        };
    }
}
