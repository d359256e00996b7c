namespace MlPipeline.Reports.Tests.Samples;

/// <summary>A made-up experiment with one item of every kind.</summary>
internal static class SampleExperiment
{
    private const int Grid = 33;
    private const int PlaneGrid = 41;
    private const int Steps = 6;

    public static ExperimentReport Create() =>
        new()
        {
            Title = "Learning XOR",
            Created = new DateTimeOffset(2026, 5, 17, 9, 30, 0, TimeSpan.Zero),
            Versions = [new("MlPipeline", "0.1.0")],
            Settings = [new("hidden units", "2"), new("steps", "400")],
            Sections =
            [
                new(
                    "Loss surfaces",
                    "The loss over two weights, all others held.",
                    [Surface("Cross-entropy", CrossEntropy), Surface("Squared error", SquaredError)]
                ),
                new(
                    "The hidden plane",
                    "Where the two hidden units put the four inputs, and what the network says there.",
                    [Plane(), Curves()]
                ),
                new("Results", "", [Results(), Pictures()]),
            ],
        };

    private static double CrossEntropy(double a, double b) => Math.Log(1 + Math.Exp(-(a * b))) + 0.03 * (a * a + b * b);

    private static double SquaredError(double a, double b) =>
        Math.Pow(1 - Math.Tanh(a * b / 2), 2) / 4 + 0.3 * Math.Exp(-(a * a + b * b) / 2);

    private static SurfaceItem Surface(string title, Func<double, double, double> loss)
    {
        double[] axis = Axis(-4, 4, Grid);
        return new SurfaceItem
        {
            Title = title,
            X = new GridAxis("weight 1", axis),
            Y = new GridAxis("weight 2", axis),
            ValueTitle = "loss",
            Values = Field(axis, loss),
        };
    }

    private static PlaneItem Plane()
    {
        double[] axis = Axis(-0.2, 1.2, PlaneGrid);
        return new PlaneItem
        {
            Title = "Decision boundary",
            X = new GridAxis("hidden unit 1", axis),
            Y = new GridAxis("hidden unit 2", axis),
            ValueTitle = "probability of 1",
            Steps = [.. Enumerable.Range(0, Steps).Select(step => Step(axis, step))],
        };
    }

    private static PlaneStep Step(double[] axis, int step)
    {
        double steepness = 1 + 4 * step;
        double move = (double)step / (Steps - 1);
        return new PlaneStep(
            $"step {80 * step}",
            Field(axis, (x, y) => 1 / (1 + Math.Exp(-steepness * (x - y - 0.4)))),
            [
                new Series("0", [0, move], [0, move]),
                new Series("1", [0.5 + 0.5 * move, 0.5 + 0.4 * move], [0.5 - 0.5 * move, 0.5 - 0.4 * move]),
            ],
            [new Series("border", [0.2, 1.2], [-0.2, 0.8])]
        );
    }

    private static CurvesItem Curves()
    {
        double[] steps = Axis(0, 400, 101);
        return new CurvesItem
        {
            Title = "Loss by step",
            XTitle = "step",
            YTitle = "mean loss",
            IsLogarithmic = true,
            Curves =
            [
                new Series("cross-entropy", steps, [.. steps.Select(step => (double?)(0.7 * Math.Exp(-step / 60)))]),
                new Series("squared error", steps, [.. steps.Select(step => (double?)(0.5 * Math.Exp(-step / 140)))]),
            ],
        };
    }

    private static TableItem Results() =>
        new()
        {
            Title = "Steps to learn it",
            Columns = ["loss", "median", "of 50 seeds"],
            Rows =
            [
                ["cross-entropy", "118", "46"],
                ["squared error", "301", "31"],
            ],
        };

    private static ImagesItem Pictures() =>
        new()
        {
            Title = "Inputs",
            Images = [.. Enumerable.Range(0, 4).Select(i => new LabeledImage($"input {i}", SampleImages.Of(i)))],
        };

    private static double[] Axis(double from, double to, int count) =>
        [.. Enumerable.Range(0, count).Select(i => from + (to - from) * i / (count - 1))];

    private static double?[][] Field(double[] axis, Func<double, double, double> value) =>
        [.. axis.Select(y => axis.Select(x => (double?)value(x, y)).ToArray())];
}
