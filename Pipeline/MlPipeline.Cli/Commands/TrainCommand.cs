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

/// <summary><c>mlpipeline train</c>: data set, normalizer and network as an ML.NET pipeline; evaluates, saves, reloads, predicts.</summary>
internal sealed class TrainCommand
{
    private readonly TrainerOptions _trainer = new();
    private readonly Option<string> _dataset = SharedOptions.Dataset("Data set to train on");
    private readonly ImageFolderArguments _folders = new();
    private readonly Option<double> _validation = new("--validation") { Description = "Share of the training images that is kept aside and evaluated after every epoch, from 0 to below 1.", DefaultValueFactory = _ => 0 };
    private readonly Option<string> _normalize = new("--normalize") { Description = $"How pixels are scaled: {Choice.All<NormalizationKind>()}.", DefaultValueFactory = _ => Choice.Of(NormalizationKind.MinMax) };
    private readonly Option<string?> _augment = SharedOptions.Augment("Vary the training images at random, anew each epoch");
    private readonly Option<string> _model = SharedOptions.Model("Where the trained model goes, as an ML.NET zip file.");
    private readonly Option<string?> _report = new("--report") { Description = "Write a report as an HTML page, and its data beside it. Default name: the model's, as .html.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int> _seed = SharedOptions.Seed();
    private readonly Option<bool> _json = SharedOptions.Json(), _verbose = SharedOptions.Verbose();

    public static Command Create()
    {
        var train = new TrainCommand();
        var command = new Command("train", "Train a network on a data set, evaluate it, save it and show ten predictions. Without options: on the built-in glyphs, into model.zip.")
        {
            train._dataset, train._validation, train._normalize, train._augment, train._model, train._report,
        };
        foreach (Option option in train._folders.All) command.Options.Add(option);
        train._trainer.AddTo(command);
        foreach (Option option in (Option[])[train._seed, train._json, train._verbose]) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.Run(() => train.Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        bool json = parsed.GetValue(_json);
        string path = parsed.GetValue(_model)!;
        double share = parsed.GetValue(_validation);
        if (!(share >= 0 && share < 1)) throw new InputException(FormattableString.Invariant($"--validation is {share}; give a share from 0 to below 1."));
        var normalization = Choice.Parse<NormalizationKind>(_normalize.Name, parsed.GetValue(_normalize)!);
        int seed = parsed.GetValue(_seed);
        AugmentationOptions? augmentation = parsed.GetValue(_augment) is { } spec ? AugmentationSpec.Parse(_augment.Name, spec) with { Seed = seed } : null;
        FeedForwardMulticlassTrainer.Options options = _trainer.Read(parsed, seed);
        options.CancellationToken = cancellation;
        options.Observer = new EpochDisplay(json ? Console.Error : Console.Out, json ? !Console.IsErrorRedirected : !Console.IsOutputRedirected, options.Epochs);
        if (options.EarlyStopping != null && share == 0) throw new InputException("--early-stopping watches validation images; keep some aside, such as --validation 0.1.");
        OutputFile.CheckWritable(path);
        ReportTarget? report = parsed.GetResult(_report) == null ? null : new ReportTarget(parsed.GetValue(_report) ?? Path.ChangeExtension(path, ".html"));
        report?.CheckWritable();

        var context = new MLContext(seed);
        using var log = new ContextLog(context, parsed.GetValue(_verbose));
        AugmentImagesEstimator? augment = augmentation == null ? null : context.Transforms.AugmentImages("Features", augmentation);
        FeedForwardMulticlassTrainer trainer = context.MulticlassClassification.Trainers.FeedForward(options);
        TrainingInput input = _folders.Read(parsed, _dataset, seed) is { } folders ? TrainingInput.OfFolders(context, folders) : TrainingInput.OfDataset(context, parsed.GetValue(_dataset)!);
        NetworkSpec described = trainer.DescribeNetwork(input.Training);
        if (!json)
        {
            Console.WriteLine($"{input.Title}\n");
            NetworkTable.Write(described);
        }

        long started = Stopwatch.GetTimestamp();
        if (!TryFit(() => Fit(context, trainer, input.Training, share, seed, normalization, augment), options.Checkpoint, out ITransformer model, out FeedForwardMulticlassModelParameters network)) return Runner.Interrupted;
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        IDataView scored = model.Transform(input.Test);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(scored);
        context.Model.Save(input.Preparation?.Append(model) ?? model, input.Schema, path);
        report?.Write(new RunCollector { Parsed = parsed, Input = input, Seed = seed }.Collect(network, scored, metrics, seconds));

        var summary = new TrainSummary(input.Name, network.History!, metrics, seconds, path, input.BadImages) { ReportPath = report?.Page };
        if (json) summary.WriteJson();
        else summary.WriteTables(input.ClassNames);
        if (!json) input.ShowSamples(path);
        return 0;
    }

    /// <summary>False where training was interrupted and has been written down.</summary>
    private static bool TryFit(Func<(ITransformer Model, FeedForwardMulticlassModelParameters Network)> fit, CheckpointOptions? checkpoint, out ITransformer model, out FeedForwardMulticlassModelParameters network)
    {
        try
        {
            (model, network) = fit();
            return true;
        }
        catch (OperationCanceledException) when (checkpoint != null && File.Exists(checkpoint.Path))
        {
            Console.Error.WriteLine($"Interrupted; the same command with --resume goes on from '{checkpoint.Path}'.");
            (model, network) = (null!, null!);
            return false;
        }
    }

    private static (ITransformer Model, FeedForwardMulticlassModelParameters Network) Fit(MLContext context, FeedForwardMulticlassTrainer trainer, IDataView data, double validationShare, int seed, NormalizationKind normalization, AugmentImagesEstimator? augment)
    {
        (IDataView training, IDataView? validation) = (data, null);
        if (validationShare > 0)
        {
            DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(data, validationShare, seed: seed);
            (training, validation) = (split.TrainSet, split.TestSet);
        }
        ITransformer? normalizer = Normalization.Of(context, normalization)?.Fit(training);
        IDataView Normalized(IDataView view) => normalizer?.Transform(view) ?? view;
        IDataView Augmented(IDataView view) => augment?.Fit(view).Transform(view) ?? view;
        FeedForwardMulticlassTransformer network = validation == null
            ? trainer.Fit(Augmented(Normalized(training)))
            : trainer.Fit(Augmented(Normalized(training)), Normalized(validation));
        ITransformer model = normalizer == null ? network : normalizer.Append(network);
        return (model, network.Model);
    }
}
