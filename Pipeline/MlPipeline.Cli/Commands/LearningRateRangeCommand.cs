using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Cli.Reporting;
using MlPipeline.Datasets;
using MlPipeline.Estimators;
using MlPipeline.Network;
using MlPipeline.Reports;
using Spectre.Console;

namespace MlPipeline.Cli.Commands;

/// <summary><c>mlpipeline lr-range</c>: the learning-rate range test on a data set.</summary>
internal sealed class LearningRateRangeCommand
{
    private const int ChartWidth = 60;
    private const int ChartLines = 25;

    private readonly TrainerOptions _trainer = new();
    private readonly Option<string> _dataset = SharedOptions.Dataset("Data set to try learning rates on");
    private readonly Option<string> _normalize = new("--normalize")
    {
        Description = $"How pixels are scaled: {Choice.All<NormalizationKind>()}.",
        DefaultValueFactory = _ => Choice.Of(NormalizationKind.MinMax),
    };
    private readonly Option<double> _from = new("--from")
    {
        Description = "The first learning rate.",
        DefaultValueFactory = _ => 1e-6,
    };
    private readonly Option<double> _to = new("--to")
    {
        Description = "The last learning rate.",
        DefaultValueFactory = _ => 10,
    };
    private readonly Option<int> _steps = new("--steps")
    {
        Description = "Number of steps.",
        DefaultValueFactory = _ => 100,
    };
    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write the curve as an HTML page, and its data beside it. Default name: lr-range.html.",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<int> _seed = SharedOptions.Seed();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _verbose = SharedOptions.Verbose();

    public static Command Create()
    {
        var range = new LearningRateRangeCommand();
        var command = new Command(
            "lr-range",
            "Try a growing learning rate for a few steps (Smith 2017) and suggest one. Saves nothing."
        )
        {
            range._dataset,
            range._normalize,
            range._from,
            range._to,
            range._steps,
        };
        range._trainer.AddTo(command);
        foreach (Option option in (Option[])[range._report, range._seed, range._json, range._verbose])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) => Task.Run(() => range.Run(parsed, cancellation), CancellationToken.None)
        );
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        int seed = parsed.GetValue(_seed);
        string dataset = parsed.GetValue(_dataset)!;
        var normalization = Choice.Parse<NormalizationKind>(_normalize.Name, parsed.GetValue(_normalize)!);
        FeedForwardMulticlassTrainer.Options options = _trainer.Read(parsed, seed);
        options.CancellationToken = cancellation;
        ReportTarget? report =
            parsed.GetResult(_report) == null ? null : new ReportTarget(parsed.GetValue(_report) ?? "lr-range.html");
        report?.CheckWritable();

        var context = new MLContext(seed);
        using var log = new ContextLog(context, parsed.GetValue(_verbose));
        FeedForwardMulticlassTrainer trainer = context.MulticlassClassification.Trainers.FeedForward(options);
        IDataView data = context.Data.LoadFromImages(DatasetCatalog.Load(dataset).Train);
        if (Normalization.Of(context, normalization) is { } normalizer)
            data = normalizer.Fit(data).Transform(data);
        LearningRateRange range = trainer.TestLearningRates(
            data,
            parsed.GetValue(_from),
            parsed.GetValue(_to),
            parsed.GetValue(_steps)
        );

        report?.Write(ReportOf(range, [.. GivenOptions.Of(parsed)]));
        if (parsed.GetValue(_json))
            WriteJson(dataset, range, report);
        else
            WriteChart(range, report);
        return 0;
    }

    private static void WriteJson(string dataset, LearningRateRange range, ReportTarget? report) =>
        JsonLine.Write(json =>
        {
            json.WriteString("dataset", dataset);
            json.Number("suggestion", range.Suggestion);
            json.WriteStartArray("points");
            foreach (LearningRatePoint point in range.Points)
            {
                json.WriteStartObject();
                json.Number("learningRate", point.LearningRate);
                json.Number("loss", point.Loss);
                json.Number("smoothedLoss", point.SmoothedLoss);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (report != null)
                json.WriteString("report", report.Page);
        });

    private static ExperimentReport ReportOf(LearningRateRange range, IReadOnlyList<NamedValue> settings)
    {
        double[] rates = [.. range.Points.Select(point => point.LearningRate)];
        List<Series> curves =
        [
            new("smoothed", rates, [.. range.Points.Select(point => (double?)point.SmoothedLoss)]),
            new("of each batch", rates, [.. range.Points.Select(point => (double?)point.Loss)]),
        ];
        if (range.Suggestion is { } suggestion)
            curves.Add(
                new Series(
                    "falls fastest",
                    [suggestion],
                    [range.Points.MinBy(point => Math.Abs(point.LearningRate - suggestion)).SmoothedLoss]
                )
            );
        return new ExperimentReport
        {
            Title = "Learning-rate range test",
            Created = DateTimeOffset.Now,
            Versions = LibraryVersions.All(),
            Settings = settings,
            Sections =
            [
                new ExperimentSection(
                    "Loss by learning rate",
                    "The learning rate grows by the same factor each step (Smith 2017). A good one lies where the "
                        + "loss falls fastest, well before it rises.",
                    [
                        new CurvesItem
                        {
                            Title = "Loss",
                            XTitle = "learning rate",
                            YTitle = "loss",
                            IsXLogarithmic = true,
                            Curves = curves,
                        },
                    ]
                ),
            ],
        };
    }

    private static void WriteChart(LearningRateRange range, ReportTarget? report)
    {
        static string Rate(double rate) => rate.ToString("0.0e+0", CultureInfo.InvariantCulture);
        BarChart chart = new BarChart().Width(ChartWidth).Label("smoothed loss by learning rate").LeftAlignLabel();
        int every = Math.Max(1, (range.Points.Count + ChartLines - 1) / ChartLines);
        for (int i = 0; i < range.Points.Count; i += every)
            chart.AddItem(Rate(range.Points[i].LearningRate), Math.Round(range.Points[i].SmoothedLoss, 3));
        Tables.Write(chart);
        Console.WriteLine(
            range.Suggestion is { } suggestion
                ? $"\nThe loss falls fastest at {Rate(suggestion)}: try --learning-rate "
                    + $"{suggestion.ToString("0.0e+0", CultureInfo.InvariantCulture)}."
                : "\nThe loss never falls: try other --from and --to, or another network."
        );
        if (report != null)
            Console.WriteLine($"The report is in {report.Page}.");
    }
}
