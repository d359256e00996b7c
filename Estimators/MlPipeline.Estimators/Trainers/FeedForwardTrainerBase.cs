using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Data;
using MlPipeline.Network;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators;

/// <summary>Trains a feedforward network: all but what a task makes of labels and outputs.</summary>
/// <typeparam name="TTransformer">What it fits.</typeparam>
/// <typeparam name="TModel">What that holds.</typeparam>
public abstract class FeedForwardTrainerBase<TTransformer, TModel> : TrainerEstimatorBase<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class, IFeedForwardModel
{
    private readonly FeedForwardOptionsBase _options;

    private protected FeedForwardTrainerBase(IHost host, FeedForwardOptionsBase options, SchemaShape.Column label)
        : base(host, TrainerUtils.MakeR4VecFeature(options.FeatureColumnName), label, TrainerUtils.MakeR4ScalarWeightColumn(options.ExampleWeightColumnName))
    {
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public override TrainerInfo Info { get; } = new(normalization: true, calibration: false, caching: false, supportValid: true);

    /// <summary>Trains, and evaluates on other rows after every epoch.</summary>
    /// <param name="trainData">What to learn from.</param>
    /// <param name="validationData">What to watch progress on; has the same columns.</param>
    public TTransformer Fit(IDataView trainData, IDataView validationData) => TrainTransformer(trainData, validationData);

    /// <inheritdoc/>
    public sealed override TModel TrainModelCore(TrainContext trainContext)
    {
        RoleMappedData data = trainContext.TrainingSet;
        data.CheckFeatureFloatVector(out int inputs);
        LabelCode labels = LabelsOf(data);
        using IChannel channel = Host.Start("Training");
        RowSource training = TrainingData.ReadTraining(data, labels, channel, _options.CacheSizeLimit, _options.CancellationToken);
        RowSource? validation = trainContext.ValidationSet == null ? null : TrainingData.ReadValidation(trainContext.ValidationSet, labels, channel, _options.CacheSizeLimit, _options.CancellationToken);

        int seed = _options.Seed ?? Host.Rand.Next();
        var network = new FeedForwardNetwork(_options.SpecFor(inputs, labels.Outputs), _options.InitializerOrDefault, seed);
        channel.Info(MessageSensitivity.Schema, network.Spec.ToString());
        var reporter = new TrainingReporter(Host, channel, _options.Epochs, _options.Observer);
        TrainingHistory history = NetworkTrainer.Fit(network, training, _options.TrainingFor(seed), validation, reporter, _options.CancellationToken);
        return MakeModel(network, history, labels);
    }

    /// <summary>How the labels of the training rows are coded, which it checks.</summary>
    private protected abstract LabelCode LabelsOf(RoleMappedData data);

    private protected abstract TModel MakeModel(FeedForwardNetwork network, TrainingHistory history, LabelCode labels);
}
