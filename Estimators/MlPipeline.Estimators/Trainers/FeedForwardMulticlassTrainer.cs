using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Augmentation;
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
        RowSource? validation = trainContext.ValidationSet == null ? null : TrainingData.ReadClasses(AugmentedDataView.WithoutAugmentation(trainContext.ValidationSet), channel, "validation", _options.CacheSizeLimit, _options.CancellationToken);

        int seed = _options.Seed ?? Host.Rand.Next();
        var network = new FeedForwardNetwork(_options.SpecFor(inputs, classes), _options.InitializerOrDefault, seed);
        channel.Info(MessageSensitivity.Schema, network.Spec.ToString());
        var reporter = new TrainingReporter(Host, channel, _options.Epochs, _options.Observer);
        TrainingHistory history = NetworkTrainer.Fit(network, training, _options.TrainingFor(seed), validation, reporter, _options.CancellationToken);
        return new FeedForwardMulticlassModelParameters(Host, network, history);
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
            SpecFor(1, 1).Validate();
            TrainingFor(0).Validate();
        }
    }
}
