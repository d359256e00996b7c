using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Data;
using MlPipeline.Network;
using MlPipeline.Network.Data;

namespace MlPipeline.Estimators;

/// <summary>
/// Trains a feedforward neural network to predict one of several classes.
/// <list type="table">
/// <listheader><term>Column</term><description>Type</description></listheader>
/// <item><term>Input label</term><description><see cref="KeyDataViewType"/> on UInt32 (use MapValueToKey)</description></item>
/// <item><term>Input features</term><description>Vector of <see cref="float"/>, of known size, best normalized to about -1 to 1</description></item>
/// <item><term>Output Score</term><description>Vector of <see cref="float"/>: the probability of each class</description></item>
/// <item><term>Output PredictedLabel</term><description>Key, with the label's key values: the most probable class</description></item>
/// </list>
/// Normalization is needed; caching is not, since the rows are read once, into memory, as long as they fit
/// <see cref="Options.CacheSizeLimit"/>: a byte a feature for pixels and other columns of few values, four bytes else.
/// </summary>
public sealed class FeedForwardMulticlassTrainer
    : TrainerEstimatorBase<FeedForwardMulticlassTransformer, FeedForwardMulticlassModelParameters>
{
    internal const string LoadName = "FeedForwardMulticlass";

    private readonly Options _options;

    internal FeedForwardMulticlassTrainer(IHostEnvironment env, Options options)
        : base(
            env.Register(LoadName),
            TrainerUtils.MakeR4VecFeature(options.FeatureColumnName),
            TrainerUtils.MakeU4ScalarColumn(options.LabelColumnName))
    {
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public override TrainerInfo Info { get; } = new(normalization: true, calibration: false, caching: false, supportValid: true);

    /// <inheritdoc/>
    public override PredictionKind PredictionKind => PredictionKind.MulticlassClassification;

    /// <summary>Trains, and evaluates on other rows after every epoch.</summary>
    /// <param name="trainData">What to learn from.</param>
    /// <param name="validationData">What to watch progress on; has the same columns.</param>
    public FeedForwardMulticlassTransformer Fit(IDataView trainData, IDataView validationData) =>
        TrainTransformer(trainData, validationData);

    /// <inheritdoc/>
    public override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema)
    {
        if (!inputSchema.TryFindColumn(LabelColumn.Name, out SchemaShape.Column label))
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "label", LabelColumn.Name);
        IEnumerable<SchemaShape.Column> predicted = label.Annotations
            .Where(annotation => annotation.Name == AnnotationUtils.Kinds.KeyValues)
            .Concat(AnnotationUtils.GetTrainerOutputAnnotation());
        return
        [
            new SchemaShape.Column("Score", SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape(AnnotationUtils.AnnotationsForMulticlassScoreColumn(label))),
            new SchemaShape.Column("PredictedLabel", SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true, new SchemaShape(predicted)),
        ];
    }

    /// <inheritdoc/>
    public override FeedForwardMulticlassModelParameters TrainModelCore(TrainContext trainContext)
    {
        RoleMappedData data = trainContext.TrainingSet;
        data.CheckMulticlassLabel(out int classes);
        data.CheckFeatureFloatVector(out int inputs);
        using IChannel channel = Host.Start("Training");
        RowSource training = TrainingData.ReadClasses(data, channel, "training", _options.CacheSizeLimit, _options.CancellationToken);
        RowSource? validation = trainContext.ValidationSet == null ? null : TrainingData.ReadClasses(trainContext.ValidationSet, channel, "validation", _options.CacheSizeLimit, _options.CancellationToken);

        int seed = _options.Seed ?? Host.Rand.Next();
        var network = new FeedForwardNetwork(_options.SpecFor(inputs, classes), _options.InitializerOrDefault, seed);
        channel.Info(MessageSensitivity.Schema, network.Spec.ToString());
        using var reporter = new TrainingReporter(Host, channel, _options.Epochs, _options.Observer);
        TrainingHistory history = NetworkTrainer.Fit(network, training, _options.TrainingFor(seed), validation, reporter, _options.CancellationToken);
        return new FeedForwardMulticlassModelParameters(Host, network, history);
    }

    /// <summary>
    /// A learning-rate range test (Smith 2017): a few steps with a growing learning rate show which ones learn. Trains no model.
    /// </summary>
    /// <param name="trainData">What would be learned from.</param>
    /// <param name="from">The first learning rate, above 0.</param>
    /// <param name="to">The last, above the first.</param>
    /// <param name="steps">Steps, at least 10.</param>
    public LearningRateRange TestLearningRates(IDataView trainData, double from = 1e-6, double to = 10, int steps = 100)
    {
        Host.CheckValue(trainData, nameof(trainData));
        RoleMappedData data = MakeRoles(trainData);
        data.CheckMulticlassLabel(out int classes);
        data.CheckFeatureFloatVector(out int inputs);
        using IChannel channel = Host.Start("Learning-rate range test");
        RowSource training = TrainingData.ReadClasses(data, channel, "training", _options.CacheSizeLimit, _options.CancellationToken);
        int seed = _options.Seed ?? Host.Rand.Next();
        var network = new FeedForwardNetwork(_options.SpecFor(inputs, classes), _options.InitializerOrDefault, seed);
        return LearningRateRangeTest.Run(network, training, _options.TrainingFor(seed), from, to, steps, _options.CancellationToken);
    }

    /// <inheritdoc/>
    public override FeedForwardMulticlassTransformer MakeTransformer(FeedForwardMulticlassModelParameters model, DataViewSchema trainSchema) =>
        new(Host, model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    /// <summary>Options of the trainer.</summary>
    public sealed class Options : TrainerInputBaseWithLabel
    {
        /// <summary>Units of each hidden layer, from the input on; each at least 1. Empty: a linear model. Default: 128, 128.</summary>
        public int[] HiddenLayers = [128, 128];

        /// <summary>The nonlinearity of the hidden layers. Default: ReLU.</summary>
        public ActivationKind Activation = ActivationKind.ReLU;

        /// <summary>How weights start. Default: He for ReLU and LeakyReLU, Xavier else.</summary>
        public InitializerKind? Initializer;

        /// <summary>What is minimized. Default: cross-entropy.</summary>
        public MulticlassLoss Loss = MulticlassLoss.CrossEntropy;

        /// <summary>The optimizer. Default: Adam.</summary>
        public OptimizerKind Optimizer = OptimizerKind.Adam;

        /// <summary>Step size, above 0. Default: 0.1 for SGD, 0.01 with momentum, 0.001 else.</summary>
        public float? LearningRate;

        /// <summary>How the learning rate changes over the training. Default: it does not.</summary>
        public LearningRateSchedule LearningRateSchedule = new ConstantSchedule();

        /// <summary>Momentum of Momentum and Nesterov, in [0, 1). Default: 0.9.</summary>
        public float Momentum = 0.9f;

        /// <summary>Decay of RMSProp's mean of squares, in [0, 1). Default: 0.9.</summary>
        public float Rho = 0.9f;

        /// <summary>Decay of the Adam family's mean of gradients, in [0, 1). Default: 0.9.</summary>
        public float Beta1 = 0.9f;

        /// <summary>Decay of the Adam family's mean of squares, in [0, 1). Default: 0.999.</summary>
        public float Beta2 = 0.999f;

        /// <summary>Added to the root of the mean of squares, above 0. Default: 1e-8.</summary>
        public float Epsilon = 1e-8f;

        /// <summary>Weight decay, at least 0: decoupled with AdamW, L2 else. Default: 0.</summary>
        public float WeightDecay;

        /// <summary>Whether biases decay as well. Default: false.</summary>
        public bool DecayBiases;

        /// <summary>Passes over the rows, at least 1. Default: 10.</summary>
        public int Epochs = 10;

        /// <summary>Rows of a mini-batch, at least 1. Default: 64.</summary>
        public int BatchSize = 64;

        /// <summary>Share of each target that is spread over all classes, from 0 to below 1; with cross-entropy only (Szegedy et al. 2016). Default: 0.</summary>
        public float LabelSmoothing;

        /// <summary>Alpha of mixup, at least 0: rows are mixed with others in a share drawn from Beta(alpha, alpha) (Zhang et al. 2018). Default: 0, none.</summary>
        public float Mixup;

        /// <summary>Limit of the size of every element of the gradient, above 0. Default: none.</summary>
        public float? ClipValue;

        /// <summary>Limit of the norm of the whole gradient, above 0 (Pascanu, Mikolov, Bengio 2013). Default: none.</summary>
        public float? ClipNorm;

        /// <summary>Limit of the norm of the weights that come into a unit, above 0 (Srivastava et al. 2014). Default: none.</summary>
        public float? MaxNorm;

        /// <summary>Decay of a moving average of the weights, from 0 to below 1, which validation and the model use (Polyak, Juditsky 1992). Default: none.</summary>
        public float? WeightAveraging;

        /// <summary>Ends training when the validation data say so, and keeps the best weights; needs validation data. Default: never.</summary>
        public EarlyStopping? EarlyStopping;

        /// <summary>Where and how often training is written down, to go on from there after an interruption. Default: nowhere.</summary>
        public CheckpointOptions? Checkpoint;

        /// <summary>Asked after every epoch, on the training thread, whether to go on. Default: nobody.</summary>
        public Func<EpochResult, EpochDecision>? OnEpoch;

        /// <summary>Whether rows come in another random order each epoch. Default: true.</summary>
        public bool Shuffle = true;

        /// <summary>Of weights and order. Default: drawn from the MLContext, whose seed then decides.</summary>
        public int? Seed;

        /// <summary>Threads, at least 1; the trained weights do not depend on it. Default: all cores.</summary>
        public int? MaxDegreeOfParallelism;

        /// <summary>
        /// Bytes of memory that the features of the training rows may take, at least 0, and those of the validation rows
        /// likewise. Where they would take more, rows are read anew each epoch, and shuffled in a pool of this size; 0: always,
        /// in a pool of one mini-batch, which hardly shuffles. Default: 2 GiB.
        /// </summary>
        public long CacheSizeLimit = 2L << 30;

        /// <summary>Told how training goes, on the training thread. Default: nobody.</summary>
        public ITrainingObserver? Observer;

        /// <summary>Stops training between steps, with an OperationCanceledException.</summary>
        public CancellationToken CancellationToken;

        internal InitializerKind InitializerOrDefault =>
            Initializer ?? (Activation is ActivationKind.ReLU or ActivationKind.LeakyReLU ? InitializerKind.He : InitializerKind.Xavier);

        internal NetworkSpec SpecFor(int inputs, int classes) => new()
        {
            InputSize = inputs,
            HiddenLayers = [.. HiddenLayers.Select(units => new DenseSpec(units, Activation))],
            OutputSize = classes,
            Loss = MulticlassLosses.KindOf(Loss),
        };

        internal TrainingOptions TrainingFor(int seed) => new()
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            LearningRate = LearningRate,
            Schedule = LearningRateSchedule,
            LabelSmoothing = LabelSmoothing,
            Mixup = Mixup,
            ClipValue = ClipValue,
            ClipNorm = ClipNorm,
            MaxNorm = MaxNorm,
            WeightAveraging = WeightAveraging,
            EarlyStopping = EarlyStopping,
            Checkpoint = Checkpoint,
            OnEpoch = OnEpoch,
            Shuffle = Shuffle,
            Seed = seed,
            MaxDegreeOfParallelism = MaxDegreeOfParallelism,
            Optimizer = new OptimizerSpec
            {
                Kind = Optimizer,
                Momentum = Momentum,
                Rho = Rho,
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                WeightDecay = WeightDecay,
                DecayBiases = DecayBiases,
            },
        };

        /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
        internal void Validate()
        {
            ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
            ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
            ArgumentNullException.ThrowIfNull(HiddenLayers);
            for (int i = 0; i < HiddenLayers.Length; i++)
            {
                if (HiddenLayers[i] < 1)
                    throw new ArgumentOutOfRangeException(nameof(HiddenLayers), string.Create(CultureInfo.InvariantCulture, $"Hidden layer {i + 1} has {HiddenLayers[i]} units; give at least 1 (Options.HiddenLayers)."));
            }
            if (CacheSizeLimit < 0)
                throw new ArgumentOutOfRangeException(nameof(CacheSizeLimit), string.Create(CultureInfo.InvariantCulture, $"CacheSizeLimit is {CacheSizeLimit}; give at least 0."));
            if (LabelSmoothing > 0 && Loss != MulticlassLoss.CrossEntropy)
                throw new ArgumentOutOfRangeException(nameof(LabelSmoothing), string.Create(CultureInfo.InvariantCulture, $"LabelSmoothing is {LabelSmoothing}, which goes with the loss {MulticlassLoss.CrossEntropy} only; give 0, or that loss."));
            SpecFor(1, 1).Validate();
            TrainingFor(0).Validate();
        }
    }
}
