using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Cli.Reporting;
using MlPipeline.Datasets;
using MlPipeline.Estimators;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Cli.Commands;

/// <summary>
/// <c>mlpipeline train</c>: data set, normalizer and network as an ML.NET pipeline; evaluates, saves, reloads,
/// predicts.
/// </summary>
internal sealed class TrainCommand
{
    private readonly TrainArguments _arguments = new();
    private readonly ImageFolderArguments _folders = new();
    private readonly Option<string> _model = SharedOptions.Model(
        "Where the trained model goes, as an ML.NET zip file."
    );
    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write a report as an HTML page, and its data beside it. Default name: the model's, as .html.",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<int> _seed = SharedOptions.Seed();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _verbose = SharedOptions.Verbose();

    public static Command Create()
    {
        var train = new TrainCommand();
        var command = new Command(
            "train",
            "Train a network on a data set, evaluate it, save it and show ten predictions. Without options: on the "
                + "built-in glyphs, into model.zip."
        )
        {
            train._arguments.Dataset,
            train._arguments.Validation,
            train._arguments.Normalize,
            train._arguments.Augment,
            train._model,
            train._report,
        };
        foreach (Option option in train._folders.All)
            command.Options.Add(option);
        train._arguments.Trainer.AddTo(command);
        foreach (Option option in (Option[])[train._seed, train._json, train._verbose])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) => Task.Run(() => train.Run(parsed, cancellation), CancellationToken.None)
        );
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        bool json = parsed.GetValue(_json);
        string path = parsed.GetValue(_model)!;
        int seed = parsed.GetValue(_seed);
        TrainPlan plan = _arguments.Read(parsed, seed);
        FeedForwardMulticlassTrainer.Options options = plan.Options;
        options.CancellationToken = cancellation;
        options.Observer = new EpochDisplay(
            json ? Console.Error : Console.Out,
            json ? !Console.IsErrorRedirected : !Console.IsOutputRedirected,
            options.Epochs
        );
        OutputFile.CheckWritable(path);
        ReportTarget? report =
            parsed.GetResult(_report) == null
                ? null
                : new ReportTarget(parsed.GetValue(_report) ?? Path.ChangeExtension(path, ".html"));
        report?.CheckWritable();
        OutputFile.CheckDistinct(
            ("--model", path),
            ("--report", report?.Page),
            ("the data of --report", report?.Data),
            ("--checkpoint", options.Checkpoint?.Path)
        );

        var context = new MLContext(seed);
        using var log = new ContextLog(context, parsed.GetValue(_verbose));
        plan.Check(context);
        TrainingInput input = _folders.Read(parsed, _arguments.Dataset, seed) is { } folders
            ? TrainingInput.OfFolders(context, folders)
            : TrainingInput.OfDataset(context, plan.Dataset);
        NetworkSpec described = context
            .MulticlassClassification.Trainers.FeedForward(options)
            .DescribeNetwork(input.Training);
        if (!json)
        {
            Console.WriteLine($"{input.Title}\n");
            NetworkTable.Write(described);
        }

        long started = Stopwatch.GetTimestamp();
        if (
            !TryFit(
                () => plan.Fit(context, input.Training),
                options.Checkpoint,
                out ITransformer model,
                out FeedForwardMulticlassModelParameters network
            )
        )
            return ExitCode.Interrupted;
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        IDataView scored = model.Transform(input.Test);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(scored);
        ModelFile.Save(context, input.Preparation?.Append(model) ?? model, input.Schema, path);
        report?.Write(
            new RunCollector
            {
                Options = GivenOptions.Of(parsed),
                Input = input,
                Seed = seed,
            }.Collect(network, scored, metrics, seconds)
        );

        var summary = new TrainSummary(input.Name, network.History!, metrics, seconds, path, input.Pictures)
        {
            ReportPath = report?.Page,
        };
        if (json)
            summary.WriteJson();
        else
            summary.WriteTables(input.ClassNames);
        if (!json)
            input.ShowSamples(path);
        return 0;
    }

    /// <summary>False if training was interrupted and saved.</summary>
    private static bool TryFit(
        Func<(ITransformer Model, FeedForwardMulticlassModelParameters Network)> fit,
        CheckpointOptions? checkpoint,
        out ITransformer model,
        out FeedForwardMulticlassModelParameters network
    )
    {
        try
        {
            (model, network) = fit();
            return true;
        }
        catch (OperationCanceledException) when (checkpoint != null && File.Exists(checkpoint.Path))
        {
            Console.Error.WriteLine($"Interrupted; the same command with --resume resumes from '{checkpoint.Path}'.");
            model = null!;
            network = null!;
            return false;
        }
    }
}
