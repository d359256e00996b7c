using MlPipeline.Network;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Cli.Experiments;

/// <summary>One training of a 2-2-1 network on the four points of exclusive or, by full batches.</summary>
internal sealed class XorRun
{
    public const int Steps = 3000;
    public const int SnapshotSteps = 500;
    public const float LearningRate = 0.02f;

    private const int Hidden = 2;

    private static readonly float[][] Inputs =
    [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
    ];
    private static readonly float[] Targets = [0, 1, 1, 0];

    private readonly FeedForwardNetwork _network;
    private readonly ActivationKind _activation;
    private readonly TrainingSet _points;
    private readonly List<Snapshot> _snapshots = [];

    private XorRun(ActivationKind activation, int seed)
    {
        _activation = activation;
        _network = new FeedForwardNetwork(
            new NetworkSpec
            {
                InputSize = 2,
                HiddenLayers = [new DenseSpec(Hidden, activation)],
                OutputSize = 1,
                Loss = LossKind.SigmoidCrossEntropy,
            },
            InitializerKind.Xavier,
            seed
        );
        var features = new FloatMatrix(2);
        foreach (float[] input in Inputs)
            input.CopyTo(features.AddRow());
        _points = TrainingSet.OfValues(features, Targets);
    }

    /// <summary>
    /// Where the four points are in the plane of the hidden units, and where the output unit parts it.
    /// </summary>
    /// <param name="Step">Steps of training so far.</param>
    /// <param name="Loss">Mean cross-entropy of the four points.</param>
    /// <param name="Correct">How many of the four points are classified correctly.</param>
    /// <param name="HiddenPoints">The hidden units' values at each of the four points.</param>
    /// <param name="Weights">
    /// Of the output unit: the boundary is where <c>Weights[0] h1 + Weights[1] h2 + Bias = 0</c>.
    /// </param>
    /// <param name="Bias">The bias of the output unit.</param>
    /// <param name="Field">
    /// The output over the plane of the inputs, by second then first; null if not requested.
    /// </param>
    public sealed record Snapshot(
        int Step,
        double Loss,
        int Correct,
        double[][] HiddenPoints,
        double[] Weights,
        double Bias,
        double[][]? Field
    );

    /// <summary>Trains, and takes a snapshot every <see cref="SnapshotSteps"/> steps.</summary>
    /// <param name="activation">The activation of the hidden units.</param>
    /// <param name="seed">Seeds weight initialization.</param>
    /// <param name="fieldAxis">Where the output is sampled over the plane of the inputs; null for not.</param>
    /// <param name="cancellation">Checked after every step.</param>
    public static IReadOnlyList<Snapshot> Train(
        ActivationKind activation,
        int seed,
        double[]? fieldAxis,
        CancellationToken cancellation
    )
    {
        var run = new XorRun(activation, seed);
        run._snapshots.Add(run.Look(0, fieldAxis));
        var options = new TrainingOptions
        {
            Epochs = Steps, // a step each
            BatchSize = Inputs.Length,
            LearningRate = LearningRate,
            Seed = seed,
            MaxDegreeOfParallelism = 1,
            OnEpoch = result =>
            {
                if (result.Epoch % SnapshotSteps == 0)
                    run._snapshots.Add(run.Look(result.Epoch, fieldAxis));
                return EpochDecision.Continue;
            },
        };
        NetworkTrainer.Fit(run._network, run._points, options, cancellation: cancellation);
        return run._snapshots;
    }

    private Snapshot Look(int step, double[]? fieldAxis)
    {
        // Weights [inputs, outputs] row by row, then biases.
        float[] hidden = _network.GetLayerParameters(0);
        float[] output = _network.GetLayerParameters(1);
        Evaluation evaluation = NetworkTrainer.Evaluate(_network, _points, maxDegreeOfParallelism: 1);
        double[][] points =
        [
            .. Inputs.Select(input =>
                Enumerable
                    .Range(0, Hidden)
                    .Select(unit =>
                        Activate(input[0] * hidden[unit] + input[1] * hidden[Hidden + unit] + hidden[2 * Hidden + unit])
                    )
                    .ToArray()
            ),
        ];
        return new Snapshot(
            step,
            evaluation.Loss,
            (int)Math.Round(evaluation.Accuracy * Inputs.Length),
            points,
            [output[0], output[1]],
            output[2],
            fieldAxis == null ? null : FieldOver(fieldAxis)
        );
    }

    private double Activate(double z) => _activation == ActivationKind.Tanh ? Math.Tanh(z) : z;

    private double[][] FieldOver(double[] axis)
    {
        Predictor predictor = _network.CreatePredictor();
        var probability = new float[1];
        return
        [
            .. axis.Select(y =>
                axis.Select(x =>
                    {
                        predictor.Predict([(float)x, (float)y], probability);
                        return (double)probability[0];
                    })
                    .ToArray()
            ),
        ];
    }
}
