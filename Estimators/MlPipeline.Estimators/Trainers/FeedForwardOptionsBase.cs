using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlPipeline.Estimators.Data;
using MlPipeline.Estimators.Trainers;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.Estimators;

/// <summary>The options that feedforward trainers of all tasks share.</summary>
public abstract class FeedForwardOptionsBase : TrainerInputBaseWithWeight
{
    private protected FeedForwardOptionsBase() { }

    /// <summary>
    /// Units of each hidden layer, from the input on; each at least 1. Empty: a linear model. Default: 128, 128.
    /// </summary>
    public int[] HiddenLayers = DefaultHiddenLayers;

    /// <summary>The nonlinearity of the hidden layers. Default: ReLU.</summary>
    public ActivationKind Activation = ActivationKind.ReLU;

    /// <summary>
    /// Hidden layers of any kind, such as <c>Architecture.Parse("conv 32 5x5 same, batchnorm, relu, avgpool 2; dense
    /// 64, relu; dropout 0.3")</c>, instead of <see cref="HiddenLayers"/> and <see cref="Activation"/>. Default: none.
    /// </summary>
    public Architecture? Network;

    /// <summary>
    /// The shape of the images, where <see cref="Network"/> has layers for images. Default: the dimensions [height,
    /// width] or [channels, height, width] of the feature column's type; else a square.
    /// </summary>
    public ImageShape? ImageShape;

    /// <summary>How weights start. Default: He for ReLU and LeakyReLU, Xavier else.</summary>
    public InitializerKind? Initializer;

    /// <summary>The optimizer. Default: Adam.</summary>
    public OptimizerKind Optimizer = OptimizerKind.Adam;

    /// <inheritdoc cref="TrainingOptions.LearningRate"/>
    public float? LearningRate;

    /// <summary>How the learning rate changes over the training. Default: it does not.</summary>
    public LearningRateSchedule LearningRateSchedule = new ConstantSchedule();

    /// <inheritdoc cref="OptimizerSpec.Momentum"/>
    public float Momentum = 0.9f;

    /// <inheritdoc cref="OptimizerSpec.Rho"/>
    public float Rho = 0.9f;

    /// <inheritdoc cref="OptimizerSpec.Beta1"/>
    public float Beta1 = 0.9f;

    /// <inheritdoc cref="OptimizerSpec.Beta2"/>
    public float Beta2 = 0.999f;

    /// <inheritdoc cref="OptimizerSpec.Epsilon"/>
    public float Epsilon = 1e-8f;

    /// <inheritdoc cref="OptimizerSpec.WeightDecay"/>
    public float WeightDecay;

    /// <inheritdoc cref="OptimizerSpec.DecayBiases"/>
    public bool DecayBiases;

    /// <inheritdoc cref="TrainingOptions.Epochs"/>
    public int Epochs = 10;

    /// <inheritdoc cref="TrainingOptions.BatchSize"/>
    public int BatchSize = 64;

    /// <inheritdoc cref="TrainingOptions.LabelSmoothing"/>
    public float LabelSmoothing;

    /// <inheritdoc cref="TrainingOptions.Mixup"/>
    public float Mixup;

    /// <inheritdoc cref="TrainingOptions.ClipValue"/>
    public float? ClipValue;

    /// <inheritdoc cref="TrainingOptions.ClipNorm"/>
    public float? ClipNorm;

    /// <inheritdoc cref="TrainingOptions.MaxNorm"/>
    public float? MaxNorm;

    /// <inheritdoc cref="TrainingOptions.WeightAveraging"/>
    public float? WeightAveraging;

    /// <inheritdoc cref="TrainingOptions.EarlyStopping"/>
    public EarlyStopping? EarlyStopping;

    /// <inheritdoc cref="TrainingOptions.Checkpoint"/>
    public CheckpointOptions? Checkpoint;

    /// <inheritdoc cref="TrainingOptions.OnEpoch"/>
    public Func<EpochResult, EpochDecision>? OnEpoch;

    /// <inheritdoc cref="TrainingOptions.Shuffle"/>
    public bool Shuffle = true;

    /// <summary>Of weights and order. Default: drawn from the MLContext, whose seed then decides.</summary>
    public int? Seed;

    /// <summary>Threads, at least 1; the trained weights do not depend on it. Default: all cores.</summary>
    public int? MaxDegreeOfParallelism;

    /// <summary>
    /// Bytes of memory that the features of the training rows may take, at least 0, and those of the validation rows
    /// likewise. Where they would take more, rows are read anew each epoch, and shuffled in a pool of this size; 0:
    /// always, in a pool of one mini-batch, which hardly shuffles. Default: 2 GiB.
    /// </summary>
    public long CacheSizeLimit = 2L << 30;

    /// <summary>
    /// A trained model, of any task, or a chain that ends in one, whose hidden layers this network begins with: their
    /// number, units, activations and weights. Only the output layer is new. HiddenLayers and Activation then do not
    /// apply. Default: none.
    /// </summary>
    public ITransformer? TransferFrom;

    /// <summary>
    /// The first so many hidden layers keep the weights they come with, from TransferFrom or from a previous model. At
    /// least 0, at most the number of hidden layers with weights, which makes them a fixed map to features. Default: 0.
    /// </summary>
    public int FreezeLayers;

    /// <summary>Told how training goes, on the training thread. Default: nobody.</summary>
    public ITrainingObserver? Observer;

    /// <summary>Stops training between steps, with an OperationCanceledException.</summary>
    public CancellationToken CancellationToken;

    // A new array each time, so that nobody changes the default.
    internal static int[] DefaultHiddenLayers => [128, 128];

    internal abstract LossKind LossKind { get; }

    internal InitializerKind InitializerOrDefault =>
        Initializer ?? (HasRectifiers ? InitializerKind.He : InitializerKind.Xavier);

    private bool HasRectifiers =>
        Network == null
            ? IsRectifier(Activation)
            : Network.Layers.Any(layer =>
                IsRectifier(layer is ActivationSpec alone ? alone.Activation : layer.FinalActivation)
            );

    internal NetworkSpec SpecFor(DataViewSchema.Column features, int outputs)
    {
        var type = (VectorDataViewType)features.Type;
        if (Network is not { TakesImages: true })
            return SpecFor(TensorShape.Flat(type.Size), outputs);
        ImageShape image = ImageShapes.ShapeOf(
            type,
            features.Name,
            ImageShape?.Height,
            ImageShape?.Width,
            ImageShape?.Channels,
            "Options.ImageShape"
        );
        return SpecFor(new TensorShape(image.Channels, image.Height, image.Width), outputs);
    }

    internal TrainingOptions TrainingFor(int seed) => TrainerOptionTable.ToTraining(this) with { Seed = seed };

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        foreach (TrainerOption option in TrainerOptionTable.Of(GetType()))
            option.Check(this);
        for (int i = 0; i < HiddenLayers.Length; i++)
        {
            if (HiddenLayers[i] < 1)
                throw new ArgumentOutOfRangeException(
                    nameof(HiddenLayers),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Hidden layer {i + 1} has {HiddenLayers[i]} units; give at least 1 (Options.HiddenLayers)."
                    )
                );
        }
        if (Network == null)
            SpecFor(TensorShape.Flat(1), 1).Validate();
        ImageShape?.Validate();
        TrainingOptions training = TrainingFor(0);
        training.Validate();
        training.CheckLoss(LossKind);
    }

    private static bool IsRectifier(ActivationKind kind) => kind is ActivationKind.ReLU or ActivationKind.LeakyReLU;

    private NetworkSpec SpecFor(TensorShape input, int outputs) =>
        new()
        {
            Input = input,
            HiddenLayers = Network?.Layers ?? [.. HiddenLayers.Select(units => new DenseSpec(units, Activation))],
            OutputSize = outputs,
            Loss = LossKind,
        };
}
