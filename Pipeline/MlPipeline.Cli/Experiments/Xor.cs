using System.Globalization;
using System.Text.Json;
using MlPipeline.Cli.Output;
using MlPipeline.Network;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Experiments;

/// <summary>
/// Exclusive or by two tanh units and a sigmoid, over many seeds; and by two linear units, which cannot: however it is
/// trained, their network is a linear classifier, and no line parts the four points.
/// </summary>
internal sealed class Xor : IExperiment
{
    private const int Seeds = 100;
    private const int QuickSeeds = 8;
    private const int FieldPoints = 41;
    private const double LeastSolved = 0.4;

    private static readonly double[] InputAxis =
    [
        .. Enumerable.Range(0, FieldPoints).Select(i => -0.5 + 2.0 * i / (FieldPoints - 1)),
    ];
    private static readonly double[] HiddenAxis = [-1.2, 1.2];

    public string Name => "xor";

    public string Summary =>
        "exclusive or by a 2-2-1 network: the hidden plane step by step; with and without activation over 100 seeds";

    public bool HasLong => false;

    public ExperimentOutcome Run(ExperimentSetting setting)
    {
        int seeds = setting.IsQuick ? QuickSeeds : Seeds;
        Trials tanh = Trials.Run("tanh", ActivationKind.Tanh, setting, seeds);
        Trials linear = Trials.Run("none", ActivationKind.Identity, setting, seeds);
        // The run to show is the first that learned: some seeds end in a local minimum.
        int shown = tanh.FirstSolved ?? setting.Seed;
        IReadOnlyList<XorRun.Snapshot> steps = XorRun.Train(
            ActivationKind.Tanh,
            shown,
            InputAxis,
            setting.Cancellation
        );
        return new ExperimentOutcome
        {
            Settings =
            [
                new("network", "2 → 2 tanh → 1 sigmoid, cross-entropy"),
                new(
                    "training",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Adam, learning rate {XorRun.LearningRate}, {XorRun.Steps:N0} steps of all four points"
                    )
                ),
                new("seeds", $"{setting.Seed} to {setting.Seed + seeds - 1}"),
            ],
            Sections =
            [
                new ExperimentSection(
                    "With and without activation",
                    "Solved is all four points on their side after 3,000 steps.",
                    [SeedTable(tanh, linear)]
                ),
                new ExperimentSection(
                    $"Step by step (seed {shown})",
                    "The hidden layer moves the points until a line can part them.",
                    [StepTable(steps), HiddenPlane(steps), InputPlane(steps)]
                ),
            ],
            Bounds = setting.IsQuick
                ? []
                :
                [
                    Bound.AtLeast(LeastSolved * seeds, "seeds solved with tanh", tanh.Solved),
                    Bound.AtMost(0, "seeds solved without activation", linear.Solved),
                ],
            WriteFields = json => WriteFields(json, shown, steps, tanh, linear),
        };
    }

    private static TableItem SeedTable(params Trials[] all) =>
        new()
        {
            Title = "Seeds",
            Columns = ["activation", "seeds", "solved", "mean loss", "deviation of the loss", "mean points right"],
            Rows =
            [
                .. all.Select(trials =>
                    (string[])
                        [
                            trials.Name,
                            $"{trials.Count}",
                            $"{trials.Solved}",
                            Tables.Figure(trials.MeanLoss),
                            Tables.Figure(trials.LossDeviation),
                            Tables.Figure(trials.MeanCorrect),
                        ]
                ),
            ],
        };

    private static TableItem StepTable(IReadOnlyList<XorRun.Snapshot> steps) =>
        new()
        {
            Title = "h1 and h2 at the four points, and the boundary a h1 + b h2 + c = 0",
            Columns = ["step", "loss", "(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)", "a, b, c"],
            Rows =
            [
                .. steps.Select(step =>
                    (string[])
                        [
                            $"{step.Step}",
                            Tables.Figure(step.Loss),
                            .. step.HiddenPoints.Select(point => $"{Short(point[0])}, {Short(point[1])}"),
                            $"{Short(step.Weights[0])}, {Short(step.Weights[1])}, {Short(step.Bias)}",
                        ]
                ),
            ],
        };

    private static PlaneItem HiddenPlane(IReadOnlyList<XorRun.Snapshot> steps) =>
        new()
        {
            Title = "The plane of the hidden units",
            X = new GridAxis("h1", HiddenAxis),
            Y = new GridAxis("h2", HiddenAxis),
            Steps =
            [
                .. steps.Select(step => new PlaneStep(
                    $"step {step.Step}",
                    [],
                    Groups(step.HiddenPoints),
                    Boundary(step)
                )),
            ],
        };

    private static PlaneItem InputPlane(IReadOnlyList<XorRun.Snapshot> steps) =>
        new()
        {
            Title = "The plane of the inputs",
            X = new GridAxis("x1", InputAxis),
            Y = new GridAxis("x2", InputAxis),
            ValueTitle = "output",
            Steps =
            [
                .. steps.Select(step => new PlaneStep(
                    $"step {step.Step}",
                    [.. step.Field!.Select(row => row.Select(value => (double?)value).ToArray())],
                    Groups([
                        [0, 0],
                        [0, 1],
                        [1, 0],
                        [1, 1],
                    ]),
                    []
                )),
            ],
        };

    private static IReadOnlyList<Series> Groups(double[][] points) =>
        [
            new("equal inputs (0)", [points[0][0], points[3][0]], [points[0][1], points[3][1]]),
            new("different inputs (1)", [points[1][0], points[2][0]], [points[1][1], points[2][1]]),
        ];

    // The line's points on the square's sides: where it is steep, by h2, else by h1.
    private static IReadOnlyList<Series> Boundary(XorRun.Snapshot step)
    {
        double a = step.Weights[0];
        double b = step.Weights[1];
        double c = step.Bias;
        if (a == 0 && b == 0)
            return [];
        bool isSteep = Math.Abs(a) > Math.Abs(b);
        double[] x = isSteep ? [.. HiddenAxis.Select(h2 => -(b * h2 + c) / a)] : HiddenAxis;
        double?[] y = isSteep
            ? [.. HiddenAxis.Select(h2 => (double?)h2)]
            : [.. HiddenAxis.Select(h1 => (double?)(-(a * h1 + c) / b))];
        return [new Series("decision boundary", x, y)];
    }

    private static void WriteFields(
        Utf8JsonWriter json,
        int shown,
        IReadOnlyList<XorRun.Snapshot> steps,
        params Trials[] all
    )
    {
        json.WriteNumber("shownSeed", shown);
        json.WriteStartArray("steps");
        foreach (XorRun.Snapshot step in steps)
        {
            json.WriteStartObject();
            json.WriteNumber("step", step.Step);
            json.WriteNumber("loss", step.Loss);
            json.WriteStartArray("hiddenPoints");
            foreach (double[] point in step.HiddenPoints)
                Write(json, null, point);
            json.WriteEndArray();
            Write(json, "boundary", [.. step.Weights, step.Bias]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("activations");
        foreach (Trials trials in all)
            trials.Write(json);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string? name, double[] values)
    {
        if (name == null)
            json.WriteStartArray();
        else
            json.WriteStartArray(name);
        foreach (double value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static string Short(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>The results of the trainings of one kind of network, one per seed.</summary>
    private sealed record Trials(string Name, int FirstSeed, XorRun.Snapshot[] Ends)
    {
        public int Count => Ends.Length;

        public int Solved => Ends.Count(end => end.Correct == 4);

        public int? FirstSolved =>
            Array.FindIndex(Ends, end => end.Correct == 4) is >= 0 and var index ? FirstSeed + index : null;

        public double MeanLoss => Ends.Average(end => end.Loss);

        public double LossDeviation => Math.Sqrt(Ends.Average(end => (end.Loss - MeanLoss) * (end.Loss - MeanLoss)));

        public double MeanCorrect => Ends.Average(end => end.Correct);

        public static Trials Run(string name, ActivationKind activation, ExperimentSetting setting, int seeds)
        {
            var ends = new XorRun.Snapshot[seeds];
            Parallel.For(
                0,
                seeds,
                new ParallelOptions { CancellationToken = setting.Cancellation },
                i => ends[i] = XorRun.Train(activation, setting.Seed + i, null, setting.Cancellation)[^1]
            );
            return new Trials(name, setting.Seed, ends);
        }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("activation", Name);
            json.WriteNumber("seeds", Count);
            json.WriteNumber("solved", Solved);
            json.WriteNumber("meanLoss", MeanLoss);
            json.WriteNumber("lossDeviation", LossDeviation);
            json.WriteNumber("meanPointsRight", MeanCorrect);
            json.WriteEndObject();
        }
    }
}
