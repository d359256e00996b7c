using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Commands;
using MlPipeline.Cli.Output;
using MlPipeline.Cli.Reporting;
using MlPipeline.Datasets;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Experiments;

/// <summary>One training of a preset, with options as for <c>mlpipeline train</c>.</summary>
/// <param name="Name">Its name in comparisons.</param>
/// <param name="Arguments">The options, such as <c>--dataset mnist --layers 128 --epochs 10</c>.</param>
internal sealed record Training(string Name, string Arguments)
{
    private const int QuickRows = 1000;
    private const int QuickTestRows = 300;
    private const int QuickEpochs = 1;

    /// <summary>Whether the test images are evaluated after every epoch.</summary>
    public bool IsTestedEveryEpoch { get; init; }

    /// <summary>A trained model whose hidden layers are transferred; null for none.</summary>
    public ITransformer? TransferFrom { get; init; }

    public TrainingOutcome Run(ExperimentSetting setting)
    {
        TrainPlan plan = Plan(setting, out IReadOnlyList<NamedValue> options);
        var context = new MLContext(setting.Seed);
        TrainingInput input = Load(context, plan.Dataset, setting.IsQuick);
        setting.Progress.WriteLine($"{Name}: {input.Title}");
        long started = Stopwatch.GetTimestamp();
        (ITransformer model, var network) = IsTestedEveryEpoch
            ? plan.Fit(context, input.Training, input.Test)
            : plan.Fit(context, input.Training);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        IDataView scored = model.Transform(input.Test);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(scored);
        return new TrainingOutcome
        {
            Name = Name,
            ClassNames = input.ClassNames,
            Model = model,
            Summary = new TrainSummary(input.Name, network.History!, metrics, seconds, ModelPath: null)
            {
                IsTestedEveryEpoch = IsTestedEveryEpoch,
            },
            Report = new RunCollector
            {
                Options = options,
                Input = input,
                Seed = setting.Seed,
                IsTestedEveryEpoch = IsTestedEveryEpoch,
            }.Collect(network, scored, metrics, seconds),
        };
    }

    private TrainPlan Plan(ExperimentSetting setting, out IReadOnlyList<NamedValue> named)
    {
        var arguments = new TrainArguments();
        var command = new Command("train");
        arguments.AddTo(command);
        ParseResult parsed = command.Parse([.. CommandLineParser.SplitCommandLine(Arguments)]);
        if (parsed.Errors.Count > 0)
            throw new UnreachableException($"{Name}: {parsed.Errors[0].Message}");
        named = GivenOptions.Of(parsed);
        TrainPlan plan = arguments.Read(parsed, setting.Seed);
        if (setting.IsQuick)
            (plan.Options.Epochs, plan) = (QuickEpochs, plan with { Dataset = DatasetCatalog.Glyphs });
        plan.Options.TransferFrom = TransferFrom;
        plan.Options.CancellationToken = setting.Cancellation;
        plan.Options.Observer = new EpochDisplay(setting.Progress, setting.IsTerminal, plan.Options.Epochs)
        {
            Evaluated = IsTestedEveryEpoch ? "test" : "validation",
        };
        return plan;
    }

    private static TrainingInput Load(MLContext context, string dataset, bool isQuick)
    {
        if (!isQuick)
            return TrainingInput.OfDataset(context, dataset);
        (ImageSet training, ImageSet test) = DatasetCatalog.Load(dataset);
        return TrainingInput.OfImages(
            context,
            dataset,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the first {QuickRows:N0} images of {dataset}, in place of the experiment's own"
            ),
            First(training, QuickRows),
            First(test, QuickTestRows)
        );
    }

    private static ImageSet First(ImageSet images, int count) =>
        new(
            images.Pixels[..(count * images.Size)],
            images.Labels[..count],
            images.Height,
            images.Width,
            images.ClassNames
        );
}
