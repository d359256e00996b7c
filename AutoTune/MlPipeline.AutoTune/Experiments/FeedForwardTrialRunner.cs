using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.SearchSpace;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Estimators;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Data;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// Trains a network with a trial's parameters on rows that all trials share; its metric is the accuracy on the
/// validation rows after the last epoch, or with early stopping after the best. May run several trials at once.
/// </summary>
public sealed class FeedForwardTrialRunner : ITrialRunner
{
    private readonly MLContext _context;
    private readonly SharedTrialData _data;
    private readonly Func<Parameter, FeedForwardMulticlassTrainer.Options> _optionsOf;
    private readonly Func<Parameter, AugmentationOptions?>? _augmentationOf;
    private readonly int _threads;

    /// <param name="context">Creates the models.</param>
    /// <param name="data">Training and validation rows.</param>
    /// <param name="optionsOf">
    /// The trainer's options for parameters of the space. What they say of seed, threads, columns, observer and
    /// cancellation is the trial's.
    /// </param>
    /// <param name="threads">Threads of a trial, at least 1; results do not depend on it.</param>
    /// <param name="augmentationOf">
    /// How training images are varied for parameters of the space, null for not: after the preprocessing, by the
    /// trial's seed. Default: never.
    /// </param>
    public FeedForwardTrialRunner(
        MLContext context,
        SharedTrialData data,
        Func<Parameter, FeedForwardMulticlassTrainer.Options> optionsOf,
        int threads = 1,
        Func<Parameter, AugmentationOptions?>? augmentationOf = null
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(optionsOf);
        Require.AtLeast(1, threads);
        _context = context;
        _data = data;
        _optionsOf = optionsOf;
        _threads = threads;
        _augmentationOf = augmentationOf;
    }

    /// <summary>The input schema of the models.</summary>
    internal DataViewSchema InputSchema => _data.InputSchema;

    /// <summary>Saves models.</summary>
    internal MLContext Context => _context;

    /// <inheritdoc/>
    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(settings);
        FeedForwardMulticlassTrainer.Options options = _optionsOf(settings.Parameter);
        int seed = (settings as StudyTrial)?.Seed ?? options.Seed ?? settings.TrialId;
        var progress = new TrialProgress(settings as StudyTrial, options.Epochs);
        (ITransformer model, TrainingHistory history) = Fit(
            options,
            seed,
            _threads,
            Varied(_data.Training, settings.Parameter, seed),
            new CachedRows(_data.Validation),
            progress,
            ct
        );
        // With early stopping the model has the weights of its best epoch, not of its last.
        double accuracy = history.Epochs[history.WeightsOfEpoch - 1].Validation!.Value.Accuracy;
        return Task.FromResult(
            new TrialResult
            {
                TrialSettings = settings,
                Metric = accuracy,
                Loss = -accuracy,
                DurationInMilliseconds = history.Seconds * 1000,
                Model = model,
            }
        );
    }

    /// <summary>
    /// Trains on training and validation rows together, with all cores: the model to use after a search.
    /// </summary>
    /// <param name="parameter">The best trial's parameters.</param>
    /// <param name="seed">The best trial's seed.</param>
    /// <param name="cancellation">Ends training.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    public ITransformer FitFinal(Parameter parameter, int seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        FeedForwardMulticlassTrainer.Options options = _optionsOf(parameter);
        // There are no rows left that could say when to stop.
        options.EarlyStopping = null;
        return Fit(
            options,
            seed,
            Environment.ProcessorCount,
            Varied(_data.Everything, parameter, seed),
            null,
            null,
            cancellation
        ).Model;
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private RowSource Varied(TrainingSet images, Parameter parameter, int seed)
    {
        var rows = new CachedRows(images);
        return _augmentationOf?.Invoke(parameter) is { } augmentation
            ? new AugmentedRows(rows, new ImageAugmenter(augmentation, _data.ImageShape(), seed))
            : rows;
    }

    private (ITransformer Model, TrainingHistory History) Fit(
        FeedForwardMulticlassTrainer.Options options,
        int seed,
        int threads,
        RowSource training,
        RowSource? validation,
        ITrainingObserver? observer,
        CancellationToken cancellation
    )
    {
        options.Validate();
        if (
            options.TransferFrom != null
            || options.FreezeLayers > 0
            || options.ClassWeights != null
            || options.Checkpoint != null
        )
            throw new ArgumentException(
                "Trials train from new weights, with rows that weigh the same, and are begun again after an "
                    + "interruption; leave TransferFrom, FreezeLayers, ClassWeights and Checkpoint out of their "
                    + "options."
            );
        var network = new FeedForwardNetwork(
            options.SpecFor(_data.TrainingSchema[_data.FeatureColumn], _data.Classes),
            options.InitializerOrDefault,
            seed
        );
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            training,
            options.TrainingFor(seed) with
            {
                MaxDegreeOfParallelism = threads,
            },
            validation,
            observer,
            cancellation
        );
        IHost host = ((IHostEnvironment)_context).Register(nameof(FeedForwardTrialRunner));
        var parameters = new FeedForwardMulticlassModelParameters(host, network, history);
        var predictor = new FeedForwardMulticlassTransformer(
            host,
            parameters,
            _data.TrainingSchema,
            _data.FeatureColumn,
            _data.LabelColumn
        );
        return (_data.Preprocessing == null ? predictor : _data.Preprocessing.Append(predictor), history);
    }

    /// <summary>Passes epochs on to the study, and holds training while it is paused.</summary>
    private sealed class TrialProgress(StudyTrial? trial, int epochs) : ITrainingObserver
    {
        public void OnStep(int epoch, int stepOfEpoch, int steps, double loss) => trial?.Checkpoint();

        public void OnEpoch(EpochResult result) =>
            trial?.Report(
                new EpochReport(result.Epoch, epochs, result.Validation!.Value.Accuracy, result.Seconds)
                {
                    ValidationLoss = result.Validation.Value.Loss,
                    TrainingLoss = result.Training.Loss,
                    TrainingAccuracy = result.Training.Accuracy,
                }
            );
    }
}
