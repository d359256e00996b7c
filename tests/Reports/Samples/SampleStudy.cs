namespace MlPipeline.Reports.Tests.Samples;

/// <summary>
/// A made-up study: the accuracy depends on the learning rate most (a parabola over its logarithm), on the units and on
/// the optimizer; trials below the median of those before are pruned after three epochs, and a high rate with SGD
/// fails.
/// </summary>
internal static class SampleStudy
{
    private const int Epochs = 10;
    private const int PrunedAfter = 3;

    private static readonly string[] Optimizers = ["adam", "nadam", "momentum", "sgd"];
    private static readonly string[] Activations = ["relu", "tanh", "sigmoid"];

    public static StudyReport Of(int trials, string activation = "relu")
    {
        var random = new Random(11);
        List<StudyTrial> all = [];
        for (int i = 0; i < trials; i++)
            all.Add(Trial(i, random, activation, all));
        StudyTrial? best = all.Where(trial => trial.State == StudyTrialState.Completed).MaxBy(trial => trial.Metric);
        return new StudyReport
        {
            Title = $"A study of {trials} trials",
            Created = new DateTimeOffset(2026, 5, 17, 9, 30, 0, TimeSpan.Zero),
            Versions = [new("MlPipeline", "0.1.0")],
            Metric = new StudyMetric("validation accuracy", Maximize: true),
            Parameters = Parameters(activation),
            Trials = all,
            RunningBest = RunningBest.Of(all, maximize: true),
            Settings =
            [
                new("tuner", "tpe"),
                new("pruner", "median"),
                new("data set", "fashion-mnist"),
                new("seed", "11"),
            ],
            Best = best == null ? null : new BestConfiguration(best.Number, CommandLine(best), CSharp(best)),
            FinalModel = [new("test accuracy", "0.8932"), new("test loss", "0.3127"), new("model", "best.zip")],
        };
    }

    private static StudyParameter[] Parameters(string activation) =>
        [
            new()
            {
                Name = "learningRate",
                IsNumber = true,
                IsLogarithmic = true,
                Importance = 0.61,
                Correlation = -0.34,
            },
            new()
            {
                Name = "units",
                IsNumber = true,
                IsLogarithmic = true,
                Importance = 0.14,
                Correlation = 0.41,
            },
            new()
            {
                Name = "layers",
                IsNumber = true,
                Importance = 0.03,
                Correlation = -0.08,
            },
            new()
            {
                Name = "optimizer",
                IsNumber = false,
                Words = Optimizers,
                Importance = 0.12,
            },
            new()
            {
                Name = "activation",
                IsNumber = false,
                Words = [activation, .. Activations[1..]],
                Importance = 0.05,
            },
            new()
            {
                Name = "weightDecay",
                IsNumber = true,
                IsLogarithmic = true,
                Importance = 0.02,
                Correlation = -0.11,
            },
            new()
            {
                Name = "batchSize",
                IsNumber = true,
                IsLogarithmic = true,
                Importance = 0.03,
                Correlation = 0.02,
            },
        ];

    private static StudyTrial Trial(int number, Random random, string firstActivation, List<StudyTrial> before)
    {
        // Later trials search nearer to the best, as a tuner would.
        double spread = number < 20 ? 1 : 0.6;
        double rate = Math.Pow(10, -3 + spread * (random.NextDouble() * 4 - 2));
        double decay = Math.Pow(10, random.NextDouble() * 4 - 6);
        int units = 1 << random.Next(4, 10);
        int layers = random.Next(1, 5);
        int batch = 1 << random.Next(4, 9);
        int optimizer = random.Next(Optimizers.Length);
        int activation = random.Next(Activations.Length);
        double final =
            0.897
            - 0.035 * Math.Pow(Math.Log10(rate) + 3, 2)
            - 0.06 * Math.Exp(-units / 60.0)
            - 0.012 * optimizer
            - (activation == 2 ? 0.02 : 0)
            + 0.006 * (random.NextDouble() - 0.5);
        bool fails = optimizer == 3 && rate > 0.03;
        double?[] values =
        [
            .. Enumerable
                .Range(1, Epochs)
                .Select(epoch =>
                    (double?)(final - 0.35 * Math.Exp(-0.6 * epoch) + 0.004 * (random.NextDouble() - 0.5))
                ),
        ];
        // The last hundred stand for all: a median over 10,000 trials, 10,000 times, takes long.
        double?[] rivals =
        [
            .. before
                .TakeLast(100)
                .Where(trial => trial.Values.Count >= PrunedAfter)
                .Select(trial => trial.Values[PrunedAfter - 1])
                .Order(),
        ];
        bool pruned = !fails && rivals.Length >= 5 && values[PrunedAfter - 1] < rivals[rivals.Length / 2];
        if (fails)
            values = [0.31, null];
        else if (pruned)
            values = values[..PrunedAfter];
        return new StudyTrial
        {
            Number = number,
            State =
                fails ? StudyTrialState.Failed
                : pruned ? StudyTrialState.Pruned
                : StudyTrialState.Completed,
            Parameters = new Dictionary<string, ParameterValue>
            {
                ["learningRate"] = ParameterValue.Of(rate),
                ["units"] = ParameterValue.Of(units),
                ["layers"] = ParameterValue.Of(layers),
                ["optimizer"] = ParameterValue.Of(Optimizers[optimizer]),
                ["activation"] = ParameterValue.Of(activation == 0 ? firstActivation : Activations[activation]),
                ["weightDecay"] = ParameterValue.Of(decay),
                ["batchSize"] = ParameterValue.Of(batch),
            },
            Values = values,
            Metric = fails ? null : values[^1],
            Seconds = values.Length * (0.4 + units * layers / 400.0),
            Seed = 1000 + number,
            Message =
                fails ? "Training diverged: the loss became NaN at epoch 2."
                : pruned ? "Below the median after 3 epochs."
                : null,
        };
    }

    private static string CommandLine(StudyTrial trial) =>
        "mlpipeline train --dataset fashion-mnist --layers "
        + $"{string.Join(",", HiddenLayers(trial))} --optimizer {trial.Parameters["optimizer"]} "
        + $"--learning-rate {trial.Parameters["learningRate"]} --seed {trial.Seed}";

    private static string CSharp(StudyTrial trial) =>
        $$"""
            var options = new FeedForwardMulticlassTrainer.Options
            {
                HiddenLayers = [{{string.Join(", ", HiddenLayers(trial))}}],
                LearningRate = {{trial.Parameters["learningRate"]}}f,
                Seed = {{trial.Seed}},
            };
            var trainer = mlContext.MulticlassClassification.Trainers.FeedForward(options);
            """;

    private static IEnumerable<ParameterValue> HiddenLayers(StudyTrial trial) =>
        Enumerable.Repeat(trial.Parameters["units"], (int)trial.Parameters["layers"].Number!.Value);
}
