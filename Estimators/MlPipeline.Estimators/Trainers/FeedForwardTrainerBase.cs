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
        : base(
            host,
            TrainerUtils.MakeR4VecFeature(options.FeatureColumnName),
            label,
            TrainerUtils.MakeR4ScalarWeightColumn(options.ExampleWeightColumnName)
        )
    {
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public override TrainerInfo Info { get; } =
        new(normalization: true, calibration: false, caching: false, supportValid: true, supportIncrementalTrain: true);

    /// <summary>Trains, and evaluates on other rows after every epoch.</summary>
    /// <param name="trainData">What to learn from.</param>
    /// <param name="validationData">What to watch progress on; has the same columns.</param>
    public TTransformer Fit(IDataView trainData, IDataView validationData) =>
        TrainTransformer(trainData, validationData);

    /// <summary>
    /// Goes on training a model: a network of its shape begins with its weights, and the optimizer anew. The options
    /// HiddenLayers, Activation and Initializer do not apply. The model itself does not change.
    /// </summary>
    /// <param name="trainData">What to learn from: features and labels as the model knows them.</param>
    /// <param name="previousModel">What this trainer fitted, or a chain that has it, as loaded from a file.</param>
    /// <param name="validationData">What to watch progress on; null: nothing.</param>
    /// <exception cref="ArgumentException">The model is another task's, or for other features or labels.</exception>
    public TTransformer Fit(IDataView trainData, ITransformer previousModel, IDataView? validationData = null)
    {
        Host.CheckValue(trainData, nameof(trainData));
        Host.CheckValue(previousModel, nameof(previousModel));
        if (FeedForwardModels.FindTransformer(previousModel) is not TTransformer previous)
            throw Host.ExceptParam(
                nameof(previousModel),
                $"The model to go on from is no {typeof(TTransformer).Name}; set Options.TransferFrom to keep the "
                    + "hidden layers of a model of another task."
            );
        if (trainData.Schema.GetColumnOrNull(LabelColumn.Name) is { } label)
            CheckSameLabels(label, previous);
        return TrainTransformer(trainData, validationData, (IPredictor)previous.Model);
    }

    /// <inheritdoc/>
    public sealed override TModel TrainModelCore(TrainContext trainContext)
    {
        RoleMappedData data = trainContext.TrainingSet;
        data.CheckFeatureFloatVector(out int features);
        if (trainContext.ValidationSet is { } validationSet)
            CheckSameLength(validationSet, features);
        var previous = (TModel?)trainContext.InitialPredictor;
        LabelCode labels = LabelsOf(data, previous);
        using IChannel channel = Host.Start("Training");
        RowSource training = TrainingData.ReadTraining(
            data,
            labels,
            channel,
            _options.CacheSizeLimit,
            _options.CancellationToken
        );
        RowSource? validation =
            trainContext.ValidationSet == null
                ? null
                : TrainingData.ReadValidation(
                    trainContext.ValidationSet,
                    labels,
                    channel,
                    _options.CacheSizeLimit,
                    _options.CancellationToken
                );

        int seed = _options.Seed ?? Host.Rand.Next();
        FeedForwardNetwork network = FirstNetwork(
            _options.SpecFor(data.Schema.Feature!.Value, labels.Outputs),
            seed,
            previous
        );
        if (_options.FreezeLayers >= network.LayerCount)
            throw Host.ExceptParam(
                nameof(_options.FreezeLayers),
                $"Options.FreezeLayers is {_options.FreezeLayers}; the network has {network.LayerCount - 1} hidden "
                    + "layers with weights, and its output layer always learns."
            );
        channel.Info(MessageSensitivity.Schema, network.Spec.ToString());
        using var reporter = new TrainingReporter(Host, channel, _options.Epochs, _options.Observer);
        TrainingHistory history = NetworkTrainer.Fit(
            network,
            training,
            _options.TrainingFor(seed),
            validation,
            reporter,
            _options.CancellationToken
        );
        return MakeModel(network, history, labels);
    }

    /// <summary>
    /// The network that rows of such columns would train, to be looked at (<see cref="NetworkSpec.Summarize"/>). Trains
    /// nothing.
    /// </summary>
    /// <param name="trainData">What would be learned from.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or of another type, or a layer does not fit the one before it.
    /// </exception>
    /// <exception cref="InvalidOperationException">Layers are for images, and the features are none.</exception>
    public NetworkSpec DescribeNetwork(IDataView trainData)
    {
        Host.CheckValue(trainData, nameof(trainData));
        RoleMappedData data = MakeRoles(trainData);
        data.CheckFeatureFloatVector(out _);
        NetworkSpec spec = _options.SpecFor(data.Schema.Feature!.Value, LabelsOf(data, previous: null).Outputs);
        // The layers of a model to take from are not in the options.
        if (_options.TransferFrom != null)
            spec = FirstNetwork(spec, seed: 0, previous: null).Spec;
        spec.Summarize();
        return spec;
    }

    /// <summary>
    /// A learning-rate range test (Smith 2017): a few steps with a growing learning rate show which ones learn. Trains
    /// no model.
    /// </summary>
    /// <param name="trainData">What would be learned from.</param>
    /// <param name="from">The first learning rate, above 0.</param>
    /// <param name="to">The last, above the first.</param>
    /// <param name="steps">Steps, at least 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public LearningRateRange TestLearningRates(IDataView trainData, double from = 1e-6, double to = 10, int steps = 100)
    {
        Host.CheckValue(trainData, nameof(trainData));
        RoleMappedData data = MakeRoles(trainData);
        data.CheckFeatureFloatVector(out _);
        LabelCode labels = LabelsOf(data, previous: null);
        using IChannel channel = Host.Start("Learning-rate range test");
        RowSource training = TrainingData.ReadTraining(
            data,
            labels,
            channel,
            _options.CacheSizeLimit,
            _options.CancellationToken
        );
        int seed = _options.Seed ?? Host.Rand.Next();
        FeedForwardNetwork network = FirstNetwork(
            _options.SpecFor(data.Schema.Feature!.Value, labels.Outputs),
            seed,
            previous: null
        );
        return LearningRateRangeTest.Run(
            network,
            training,
            _options.TrainingFor(seed),
            from,
            to,
            steps,
            _options.CancellationToken
        );
    }

    /// <summary>How the labels of the training rows are coded, which it checks.</summary>
    private protected abstract LabelCode LabelsOf(RoleMappedData data, TModel? previous);

    /// <exception cref="ArgumentException">
    /// The labels mean something else than those of the model to go on from.
    /// </exception>
    private protected virtual void CheckSameLabels(DataViewSchema.Column label, TTransformer previous) { }

    private protected abstract TModel MakeModel(FeedForwardNetwork network, TrainingHistory history, LabelCode labels);

    private void CheckSameLength(RoleMappedData validation, int features)
    {
        validation.CheckFeatureFloatVector(out int length);
        if (length == features)
            return;
        DataViewSchema.Column column = validation.Schema.Feature!.Value;
        string expected = new VectorDataViewType(NumberDataViewType.Single, features).ToString()!;
        throw Host.ExceptSchemaMismatch(nameof(validation), "feature", column.Name, expected, column.Type.ToString()!);
    }

    private FeedForwardNetwork FirstNetwork(NetworkSpec spec, int seed, TModel? previous)
    {
        int outputs = spec.OutputSize;
        if (previous?.Network is { } model)
        {
            if (model.Spec.OutputSize != outputs)
                throw Host.ExceptParam(
                    nameof(previous),
                    $"The model to go on from gives {model.Spec.OutputSize} outputs; the label column "
                        + $"'{LabelColumn.Name}' needs {outputs}. Set Options.TransferFrom to keep its hidden layers "
                        + "only."
                );
            return NetworkTransfer.Begin(
                model,
                model.LayerCount,
                spec,
                FeatureColumn.Name,
                _options.InitializerOrDefault,
                seed
            );
        }
        if (_options.TransferFrom is { } source)
        {
            model =
                FeedForwardModels.Find(source)?.Network
                ?? throw Host.ExceptParam(
                    nameof(_options.TransferFrom),
                    "Options.TransferFrom holds no feedforward network; give what a FeedForward trainer fitted, or a "
                        + "chain with it."
                );
            return NetworkTransfer.Begin(
                model,
                model.LayerCount - 1,
                spec,
                FeatureColumn.Name,
                _options.InitializerOrDefault,
                seed
            );
        }
        if (_options.FreezeLayers > 0)
            throw Host.ExceptParam(
                nameof(_options.FreezeLayers),
                $"Options.FreezeLayers is {_options.FreezeLayers}, and there is no model whose layers could stay as "
                    + "they are; set Options.TransferFrom, or fit with a previous model."
            );
        return new FeedForwardNetwork(spec, _options.InitializerOrDefault, seed);
    }
}
