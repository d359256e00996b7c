using System.CommandLine;
using MlPipeline.Cli.Input;
using MlPipeline.Estimators;
using MlPipeline.Foundation;
using MlPipeline.Network;

namespace MlPipeline.Cli.Commands;

/// <summary>Every option of the trainer, as options of a command.</summary>
internal sealed class TrainerOptions
{
    private const long Megabyte = 1 << 20;

    private static readonly FeedForwardMulticlassTrainer.Options Defaults = new();

    private readonly Option<string> _layers = Text(
        "--layers",
        "Units of the hidden layers, from the input on, such as 128,64; 'none' for a linear model.",
        string.Join(",", Defaults.HiddenLayers)
    );
    private readonly Option<string?> _network = new("--network")
    {
        Description =
            "Hidden layers of any kind, instead of --layers and --activation, such as 'conv 32 5x5 same, batchnorm, "
            + "relu, avgpool 2; dense 64, relu; dropout 0.3' (docs/networks.md).",
    };
    private readonly Option<string> _activation = Text(
        "--activation",
        $"Nonlinearity of the hidden layers: {Choice.All<ActivationKind>()}.",
        Choice.Of(Defaults.Activation)
    );
    private readonly Option<string?> _initializer = new("--initializer")
    {
        Description =
            $"How weights start: {Choice.All<InitializerKind>()} ('random' is normal). Default: he for relu and "
            + "leaky-relu, xavier else.",
    };
    private readonly Option<string> _loss = Text(
        "--loss",
        $"What is minimized: {Choice.All<MulticlassLoss>()}.",
        Choice.Of(Defaults.Loss)
    );
    private readonly Option<string> _optimizer = Text(
        "--optimizer",
        $"The optimizer: {Choice.All<OptimizerKind>()}.",
        Choice.Of(Defaults.Optimizer)
    );
    private readonly Option<float?> _learningRate = new("--learning-rate")
    {
        Description = "Step size. Default: 0.1 for sgd, 0.01 for momentum and nesterov, 0.001 else.",
    };
    private readonly Option<string> _schedule = Text(
        "--schedule",
        "How the learning rate changes: constant, 'step every=3 gamma=0.5', 'exponential gamma=0.9', 'cosine "
            + "warmup=1 min=1e-5', one-cycle, 'plateau factor=0.5 patience=3' (docs/training-options.md).",
        Defaults.LearningRateSchedule.ToString()
    );
    private readonly Option<float> _momentum = Number(
        "--momentum",
        "Momentum of momentum and nesterov.",
        Defaults.Momentum
    );
    private readonly Option<float> _rho = Number("--rho", "Decay of rmsprop's mean of squares.", Defaults.Rho);
    private readonly Option<float> _beta1 = Number(
        "--beta1",
        "Decay of the Adam family's mean of gradients.",
        Defaults.Beta1
    );
    private readonly Option<float> _beta2 = Number(
        "--beta2",
        "Decay of the Adam family's mean of squares.",
        Defaults.Beta2
    );
    private readonly Option<float> _epsilon = Number(
        "--epsilon",
        "Added to the root of the mean of squares.",
        Defaults.Epsilon
    );
    private readonly Option<float> _weightDecay = Number(
        "--weight-decay",
        "Weight decay: decoupled with adamw, L2 else.",
        Defaults.WeightDecay
    );
    private readonly Option<bool> _decayBiases = new("--decay-biases") { Description = "Let biases decay as well." };
    private readonly Option<int> _epochs = Whole("--epochs", "Passes over the training images.", Defaults.Epochs);
    private readonly Option<int> _batchSize = Whole("--batch-size", "Images of a mini-batch.", Defaults.BatchSize);
    private readonly Option<bool> _noShuffle = new("--no-shuffle")
    {
        Description = "Take the images in their order, the same each epoch.",
    };
    private readonly Option<float> _labelSmoothing = Number(
        "--label-smoothing",
        "Share of each target that is spread over all classes; with cross-entropy.",
        Defaults.LabelSmoothing
    );
    private readonly Option<float> _mixup = Number(
        "--mixup",
        "Alpha of mixup: images are mixed in shares drawn from Beta(alpha, alpha). 0: none.",
        Defaults.Mixup
    );
    private readonly Option<float?> _clipNorm = Optional("--clip-norm", "Limit of the norm of the whole gradient.");
    private readonly Option<float?> _clipValue = Optional(
        "--clip-value",
        "Limit of the size of every element of the gradient."
    );
    private readonly Option<float?> _maxNorm = Optional(
        "--max-norm",
        "Limit of the norm of the weights that come into a unit."
    );
    private readonly Option<float?> _weightAveraging = Optional(
        "--weight-averaging",
        "Decay of a moving average of the weights, such as 0.999, which validation and the model use."
    );
    private readonly Option<int?> _threads = new("--threads")
    {
        Description = "Threads; the result does not depend on it. Default: all cores.",
    };

    private readonly Option<int> _cacheSizeLimit = Whole(
        "--cache-size-limit",
        "Megabytes of memory for the training images; where they take more, they are read anew each epoch. 0: always.",
        (int)(Defaults.CacheSizeLimit / Megabyte)
    );

    private readonly EarlyStoppingArguments _earlyStopping = new();
    private readonly CheckpointArguments _checkpoint = new();

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _layers,
            _network,
            _activation,
            _initializer,
            _loss,
            _optimizer,
            _learningRate,
            _schedule,
            _momentum,
            _rho,
            _beta1,
            _beta2,
            _epsilon,
            _weightDecay,
            _decayBiases,
            _epochs,
            _batchSize,
            _labelSmoothing,
            _mixup,
            _clipNorm,
            _clipValue,
            _maxNorm,
            _weightAveraging,
            _noShuffle,
            _threads,
            _cacheSizeLimit,
            .. _earlyStopping.All,
            .. _checkpoint.All,
        ];
        foreach (Option option in all)
            command.Options.Add(option);
    }

    /// <exception cref="InputException">A word is not one of those allowed.</exception>
    public FeedForwardMulticlassTrainer.Options Read(ParseResult parsed, int seed) =>
        new()
        {
            HiddenLayers = Layers(parsed.GetValue(_layers)!),
            Network = Network(parsed),
            Activation = Choice.Parse<ActivationKind>(_activation.Name, parsed.GetValue(_activation)!),
            Initializer = parsed.GetValue(_initializer) is { } word ? Initializer(word) : null,
            Loss = Choice.Parse<MulticlassLoss>(_loss.Name, parsed.GetValue(_loss)!),
            Optimizer = Choice.Parse<OptimizerKind>(_optimizer.Name, parsed.GetValue(_optimizer)!),
            LearningRate = parsed.GetValue(_learningRate),
            LearningRateSchedule = LearningRateSchedule.Parse(parsed.GetValue(_schedule)!),
            Momentum = parsed.GetValue(_momentum),
            Rho = parsed.GetValue(_rho),
            Beta1 = parsed.GetValue(_beta1),
            Beta2 = parsed.GetValue(_beta2),
            Epsilon = parsed.GetValue(_epsilon),
            WeightDecay = parsed.GetValue(_weightDecay),
            DecayBiases = parsed.GetValue(_decayBiases),
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            LabelSmoothing = parsed.GetValue(_labelSmoothing),
            Mixup = parsed.GetValue(_mixup),
            ClipNorm = parsed.GetValue(_clipNorm),
            ClipValue = parsed.GetValue(_clipValue),
            MaxNorm = parsed.GetValue(_maxNorm),
            WeightAveraging = parsed.GetValue(_weightAveraging),
            EarlyStopping = _earlyStopping.Read(parsed),
            Checkpoint = _checkpoint.Read(parsed),
            Shuffle = !parsed.GetValue(_noShuffle),
            MaxDegreeOfParallelism = parsed.GetValue(_threads),
            CacheSizeLimit = CacheSizeLimit(parsed.GetValue(_cacheSizeLimit)),
            Seed = seed,
        };

    private static Option<string> Text(string name, string description, string value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<float> Number(string name, string description, float value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<float?> Optional(string name, string description) =>
        new(name) { Description = description + " Default: none." };

    private static Option<int> Whole(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private InitializerKind Initializer(string word) =>
        word.Equals("random", StringComparison.OrdinalIgnoreCase)
            ? InitializerKind.Normal
            : Choice.Parse<InitializerKind>(_initializer.Name, word);

    private long CacheSizeLimit(int megabytes) =>
        megabytes >= 0
            ? megabytes * Megabyte
            : throw new InputException($"{_cacheSizeLimit.Name} is {megabytes}; give at least 0.");

    private Architecture? Network(ParseResult parsed)
    {
        if (parsed.GetValue(_network) is not { } text)
            return null;
        foreach (Option other in (Option[])[_layers, _activation])
            if (parsed.GetResult(other) is { Implicit: false })
                throw new InputException($"{_network.Name} says all hidden layers; leave {other.Name} out.");
        return Architecture.Parse(text);
    }

    private int[] Layers(string text)
    {
        if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
            return [];
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        var layers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!InvariantNumber.TryParseInt32(parts[i], out layers[i]))
                throw new InputException(
                    $"{_layers.Name} is '{text}'; give whole numbers with commas between, such as 128,64, or 'none'."
                );
        }
        return layers;
    }
}
