using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Pruning;
using MlPipeline.AutoTune.Spaces;
using MlPipeline.AutoTune.Storage;
using MlPipeline.AutoTune.Tuners;
using MlPipeline.Cli.Reporting;
using MlPipeline.Datasets;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Commands;

/// <summary>A search as given on the command line.</summary>
internal sealed record SweepPlan
{
    private const int DefaultEpochs = 10;

    // These may change when the study is resumed; they are shown to the reader of a report.
    private static readonly string[] OfTheBeginning = ["tuner", "prune", "trials", "time", "max epochs", "parallel"];

    /// <summary>The name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>The share of the training images that is used for validation.</summary>
    public required double Validation { get; init; }

    /// <summary>How pixels are scaled.</summary>
    public required NormalizationKind Normalization { get; init; }

    /// <summary>The seed of the study.</summary>
    public required int Seed { get; init; }

    /// <summary>The space to search.</summary>
    public required FeedForwardSearchSpace Space { get; init; }

    /// <summary>The tuner.</summary>
    public required TunerKind Tuner { get; init; }

    /// <summary>Stops trials that are unlikely to be among the best.</summary>
    public required PrunerKind Pruner { get; init; }

    /// <summary>The limits of the search.</summary>
    public required ExperimentOptions Options { get; init; }

    /// <summary>The study's name.</summary>
    public required string Name { get; init; }

    /// <summary>The directory of its models and its journal.</summary>
    public required StudyFolder Folder { get; init; }

    /// <summary>All options of the search, given or default.</summary>
    public required IReadOnlyList<NamedValue> Settings { get; init; }

    /// <summary>Creates the tuner.</summary>
    public ITuner CreateTuner(MLContext context) =>
        AutoTune.Tuners.Tuner.Create(Tuner, context, Space, Seed, Options.Parallel!.Value);

    /// <summary>Creates the pruner.</summary>
    public IPruner CreatePruner() => AutoTune.Pruning.Pruner.Create(Pruner, MostEpochs());

    /// <summary>Creates the header of the study.</summary>
    /// <param name="begins">
    /// Whether it is created; a study that is resumed must have the same data, but may be searched in another way.
    /// </param>
    public StudyHeader Header(bool begins)
    {
        var options = new Dictionary<string, string>
        {
            ["dataset"] = Dataset,
            ["validation"] = Validation.ToString(CultureInfo.InvariantCulture),
            ["normalize"] = Input.Choice.Of(Normalization),
            ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
        };
        foreach (NamedValue setting in Settings.Where(setting => begins && OfTheBeginning.Contains(setting.Name)))
            options[setting.Name] = setting.Value;
        return StudyHeader.Of(Name, Space, Seed, options: options);
    }

    /// <summary>Reads the rows that trials share.</summary>
    public SharedTrialData Read(MLContext context, ImageSet images, CancellationToken cancellation)
    {
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(
            context.Data.LoadFromImages(images),
            Validation,
            seed: Seed
        );
        ITransformer? normalizer = Commands.Normalization.Of(context, Normalization)?.Fit(split.TrainSet);
        return SharedTrialData.Read(context, split.TrainSet, split.TestSet, normalizer, cancellation: cancellation);
    }

    private int MostEpochs() =>
        Space.TryGetValue("Epochs", out OptionBase? epochs)
            ? epochs switch
            {
                ChoiceOption choice => choice.Choices.Max(value => value.AsType<int>()),
                UniformNumericOption range => (int)range.Max,
                _ => DefaultEpochs,
            }
            : DefaultEpochs;
}
