using MlPipeline.Cli.Output;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Experiments;

/// <summary>
/// One sigmoid unit of input 1, <c>a = 1 / (1 + exp(-(w + b)))</c>, and the target y = 0.5, over weight and bias: its
/// output, squared error <c>(a - y)²</c> and cross-entropy <c>-y log a - (1 - y) log(1 - a)</c>, and their derivatives
/// by the weight, which equal those by the bias. Where the unit is confident and wrong, the gradient of squared error
/// vanishes and that of cross-entropy does not.
/// </summary>
internal sealed class NeuronSurfaces : IExperiment
{
    private const double Target = 0.5;
    private const double Reach = 6;
    private const double Tolerance = 1e-6;
    private const double KnownSquaredError = 1769.3123;
    private const double KnownCrossEntropy = 21435.47;
    private const int Points = 100;

    private static readonly double[] Axis =
    [
        .. Enumerable.Range(0, Points).Select(i => -Reach + 2 * Reach * i / (Points - 1)),
    ];

    private static readonly Surface[] Surfaces =
    [
        new("output", "Output a", "a", Sigmoid),
        new("squaredError", "Squared error (a - y)²", "loss", z => Square(Sigmoid(z) - Target)),
        new("crossEntropy", "Cross-entropy", "loss, nats", z => Softplus(z) - Target * z),
        new(
            "squaredErrorGradient",
            "Gradient of squared error by w, 2 (a - y) a (1 - a)",
            "gradient",
            z => 2 * (Sigmoid(z) - Target) * Sigmoid(z) * Sigmoid(-z)
        ),
        new("crossEntropyGradient", "Gradient of cross-entropy by w, a - y", "gradient", z => Sigmoid(z) - Target),
    ];

    public string Name => "neuron-surfaces";

    public string Summary => "output, losses and gradients of one sigmoid neuron over its weight and bias";

    public bool HasLong => false;

    public ExperimentOutcome Run(ExperimentSetting setting)
    {
        Computed[] computed = [.. Surfaces.Select(Compute)];
        double squaredError = SumOf(computed, "squaredError");
        double crossEntropy = SumOf(computed, "crossEntropy");
        return new ExperimentOutcome
        {
            Settings =
            [
                new("input", "1"),
                new("target", "0.5"),
                new("weights and biases", "-6 to 6, 100 points each, both ends included"),
            ],
            Sections =
            [
                new ExperimentSection("Sums over the grid", "", [Table(computed)]),
                new ExperimentSection(
                    "Surfaces",
                    "Cross-entropy keeps pulling where the neuron is sure and wrong; the gradient of squared error "
                        + "dies out there.",
                    [.. computed.Select(Item)]
                ),
            ],
            Bounds =
            [
                Bound.AtMost(
                    Tolerance,
                    "relative distance of the sum of squared error from 1769.3123",
                    Math.Abs(squaredError / KnownSquaredError - 1)
                ),
                Bound.AtMost(
                    Tolerance,
                    "relative distance of the sum of cross-entropy from 21435.47",
                    Math.Abs(crossEntropy / KnownCrossEntropy - 1)
                ),
            ],
            WriteFields = json =>
            {
                json.WriteNumber("points", Points);
                json.WriteNumber("squaredErrorSum", squaredError);
                json.WriteNumber("crossEntropySum", crossEntropy);
            },
        };
    }

    private static Computed Compute(Surface surface)
    {
        double[][] values = [.. Axis.Select(bias => Axis.Select(weight => surface.Of(weight + bias)).ToArray())];
        return new Computed(surface, values);
    }

    private static double SumOf(Computed[] computed, string name) =>
        computed.Single(one => one.Surface.Name == name).Values.Sum(row => row.Sum());

    private static TableItem Table(Computed[] computed) =>
        new()
        {
            Title = "100x100 grid",
            Columns = ["", "sum", "least", "largest"],
            Rows =
            [
                .. computed.Select(one =>
                    (string[])
                        [
                            one.Surface.Title,
                            Tables.Figure(one.Values.Sum(row => row.Sum())),
                            Tables.Figure(one.Values.Min(row => row.Min())),
                            Tables.Figure(one.Values.Max(row => row.Max())),
                        ]
                ),
            ],
        };

    private static SurfaceItem Item(Computed computed) =>
        new()
        {
            Title = computed.Surface.Title,
            X = new GridAxis("weight w", Axis),
            Y = new GridAxis("bias b", Axis),
            ValueTitle = computed.Surface.Unit,
            Values = [.. computed.Values.Select(row => row.Select(value => (double?)value).ToArray())],
        };

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    // log(1 + e^z) without its overflow.
    private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    private static double Square(double value) => value * value;

    private sealed record Surface(string Name, string Title, string Unit, Func<double, double> Of);

    private sealed record Computed(Surface Surface, double[][] Values);
}
