using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using MlPipeline.AutoTune.Analysis;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.AutoTune.Storage;
using MlPipeline.AutoTune.Tuners;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Output;
using MlPipeline.Cli.Reporting;
using MlPipeline.Dashboard;
using MlPipeline.Datasets;

namespace MlPipeline.Cli.Commands;

/// <summary>
/// <c>mlpipeline sweep</c>: searches the network's parameters, several trials at once, then fits the best ones once
/// more on all training images.
/// </summary>
internal sealed class SweepCommand
{
    // The place of a study and its dashboard do not affect it, and the address of a store may hold a password.
    private static readonly string[] NotOfTheSearch =
    [
        "study",
        "store",
        "resume",
        "dashboard",
        "port",
        "listen",
        "token",
    ];

    private readonly SweepOptions _options = new();
    private readonly SweepStudy _study = new();
    private readonly SweepDashboard _dashboard = new();
    private readonly Option<string> _dataset = SharedOptions.Dataset("Data set to search on");
    private readonly Option<double> _validation = new("--validation")
    {
        Description = "Share of the training images that is used for validation, above 0 and below 1.",
        DefaultValueFactory = _ => 0.1,
    };
    private readonly Option<string> _normalize = new("--normalize")
    {
        Description = $"How pixels are scaled: {Choice.All<NormalizationKind>()}.",
        DefaultValueFactory = _ => Choice.Of(NormalizationKind.MinMax),
    };
    private readonly Option<string?> _report = new("--report")
    {
        Description =
            "Write a report as an HTML page, and its data beside it. Default name: report.html in the study's "
            + "directory.",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<int> _seed = SharedOptions.Seed();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<bool> _verbose = SharedOptions.Verbose();

    public static Command Create()
    {
        var sweep = new SweepCommand();
        var command = new Command(
            "sweep",
            "Search the network's parameters with several trials at once; a study that was interrupted or killed "
                + "is resumed with --resume."
        )
        {
            sweep._dataset,
        };
        sweep._options.AddTo(command);
        sweep._study.AddTo(command);
        foreach (Option option in (Option[])[sweep._validation, sweep._normalize, sweep._report])
            command.Options.Add(option);
        sweep._dashboard.AddTo(command);
        foreach (Option option in (Option[])[sweep._seed, sweep._json, sweep._verbose])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) => Task.Run(() => sweep.RunAsync(parsed, cancellation), CancellationToken.None)
        );
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        SweepPlan plan = Read(parsed);
        ReportTarget? report = ReportOf(parsed, plan.Folder);
        DashboardOptions? dashboard = _dashboard.Read(parsed);
        var context = new MLContext(plan.Seed);
        using var log = new ContextLog(context, parsed.GetValue(_verbose));
        ITuner tuner = plan.CreateTuner(context);
        (ImageSet trainImages, ImageSet testImages) = DatasetCatalog.Load(plan.Dataset);
        using ITrialStore store = _study.Open(parsed, plan.Header(begins: !_study.Resumes(parsed)));
        store.Refresh();
        await using DashboardServer? server = await SweepDashboard
            .StartAsync(dashboard, store.Header, plan.Folder, _study.DatabaseOf(parsed), cancellation)
            .ConfigureAwait(false);
        long started = Stopwatch.GetTimestamp();
        using FeedForwardTrialRunner runner = new(
            context,
            plan.Read(context, trainImages, cancellation),
            FeedForwardSearchSpace.ToOptions,
            plan.Options.ThreadsPerTrial,
            FeedForwardSearchSpace.ToAugmentation
        );
        var display = new SweepDisplay(store, plan.Options.MaxTrials ?? (int?)(tuner as IFiniteTuner)?.Count);
        using var experiment = new FeedForwardExperiment(
            store,
            plan.Space,
            tuner,
            runner,
            plan.Options,
            plan.CreatePruner(),
            display
        );
        void Conclude(FinalModel? final)
        {
            store.Refresh();
            IReadOnlyList<TrialRecord> trials = store.Trials;
            StudyAnalysis analysis = StudyAnalysis.Of(store.Header, trials);
            report?.Write(
                StudyCollector.Collect(store.Header, trials, analysis, final, plan.Folder.Directory, plan.Settings)
            );
            new SweepSummary(
                store.Header.Name,
                trials,
                analysis,
                final?.TestAccuracy,
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                plan.Folder.Directory
            )
            {
                ReportPath = report?.Page,
            }.Write(parsed.GetValue(_json));
        }
        try
        {
            TrialRecord? best = await display.ShowAsync(() => experiment.RunAsync(cancellation)).ConfigureAwait(false);
            Conclude(
                best == null
                    ? null
                    : FitFinal(context, runner, experiment, best, testImages, plan.Folder.Directory, cancellation)
            );
            if (best != null)
                return ExitCode.Done;
            string? reason = store.Trials.FirstOrDefault(trial => trial.Error != null)?.Error;
            await Console
                .Error.WriteLineAsync(
                    "No trial succeeded, so there is no best one"
                        + (reason == null ? "." : $"; the first failed: {reason}")
                )
                .ConfigureAwait(false);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            Conclude(null);
            await Console
                .Error.WriteLineAsync($"Interrupted; resume with the same options and --study {plan.Name} --resume.")
                .ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
    }

    /// <exception cref="InputException">An option is outside its range.</exception>
    private SweepPlan Read(ParseResult parsed)
    {
        string dataset = parsed.GetValue(_dataset)!;
        double share = parsed.GetValue(_validation);
        if (!(share > 0 && share < 1))
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"--validation is {share}; give a share above 0 and below 1."
                )
            );
        string name = _study.NameOf(parsed, dataset, _options.SpaceName(parsed));
        var folder = new StudyFolder(_study.DirectoryOf(parsed, name));
        ExperimentOptions options = _options.Read(parsed, folder.Models);
        options.Validate();
        return new SweepPlan
        {
            Dataset = dataset,
            Validation = share,
            Normalization = Choice.Parse<NormalizationKind>(_normalize.Name, parsed.GetValue(_normalize)!),
            Seed = parsed.GetValue(_seed),
            Space = _options.Space(parsed),
            Tuner = _options.Tuner(parsed),
            Pruner = _options.Pruner(parsed),
            Options = options,
            Name = name,
            Folder = folder,
            Settings = [.. GivenOptions.Of(parsed).Where(setting => !NotOfTheSearch.Contains(setting.Name))],
        };
    }

    // The test images are used here for the first and only time.
    private static FinalModel FitFinal(
        MLContext context,
        FeedForwardTrialRunner runner,
        FeedForwardExperiment experiment,
        TrialRecord best,
        ImageSet testImages,
        string directory,
        CancellationToken cancellation
    )
    {
        ITransformer model = runner.FitFinal(experiment.ParameterOf(best), best.Seed, cancellation);
        IDataView test = context.Data.LoadFromImages(testImages);
        Directory.CreateDirectory(directory);
        ModelFile.Save(context, model, test.Schema, Path.Combine(directory, FinalModel.ModelName));
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(test));
        var final = new FinalModel(best.Id, metrics.MicroAccuracy, metrics.LogLoss, testImages.Count);
        final.Write(directory);
        return final;
    }

    // The study's own directory is created and checked when the study is opened.
    private ReportTarget? ReportOf(ParseResult parsed, StudyFolder folder)
    {
        if (parsed.GetResult(_report) == null)
            return null;
        if (parsed.GetValue(_report) is not { } page)
            return new ReportTarget(folder.Page);
        var target = new ReportTarget(page);
        target.CheckWritable();
        return target;
    }
}
