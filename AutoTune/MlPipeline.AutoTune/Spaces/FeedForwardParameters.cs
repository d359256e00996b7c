using System.Globalization;
using Microsoft.ML.SearchSpace;
using MlPipeline.Datasets;
using MlPipeline.Estimators;
using MlPipeline.Foundation;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>All parameters of the trainer that can be searched. Another one is a line here.</summary>
internal static class FeedForwardParameters
{
    public const string HiddenLayers = "HiddenLayers";
    public const string Width = "Width";

    private const string Dropout = "Dropout";
    private const string Activation = "Activation";
    private const string Rotation = "Rotation";
    private const string Shift = "Shift";
    private const string Zoom = "Zoom";
    private const string Flip = "Flip";

    // Layers whose widths can be searched one by one.
    private const int MostWidths = 8;

    private static readonly NumberDomain AboveZero = new(0, isLowerIn: false);
    private static readonly NumberDomain FromZero = new(0, isLowerIn: true);
    private static readonly NumberDomain FromZeroBelowOne = new(0, isLowerIn: true, 1);

    public static IReadOnlyList<FeedForwardParameter> All { get; } =
    [
        new("Epochs", new WholeDomain(1), (options, value) => options.Epochs = value.AsType<int>()),
        new("BatchSize", new WholeDomain(1), (options, value) => options.BatchSize = value.AsType<int>()),
        new("Shuffle", new FlagDomain(), (options, value) => options.Shuffle = value.AsType<bool>()),
        new(
            Activation,
            new NameDomain<ActivationKind>(),
            (options, value) => options.Activation = value.AsType<ActivationKind>()
        ),
        new(
            "Initializer",
            new NameDomain<InitializerKind>(),
            (options, value) => options.Initializer = value.AsType<InitializerKind>()
        ),
        new(
            "Loss",
            new NameDomain<MulticlassLoss>(),
            (options, value) => options.Loss = value.AsType<MulticlassLoss>()
        ),
        new("LearningRate", AboveZero, (options, value) => options.LearningRate = value.AsType<float>()),
        new(
            "Schedule",
            new ScheduleDomain(),
            (options, value) => options.LearningRateSchedule = LearningRateSchedule.Parse(value.AsType<string>())
        ),
        new("WeightDecay", FromZero, (options, value) => options.WeightDecay = value.AsType<float>()),
        new("DecayBiases", new FlagDomain(), (options, value) => options.DecayBiases = value.AsType<bool>()),
        new("LabelSmoothing", FromZeroBelowOne, (options, value) => options.LabelSmoothing = value.AsType<float>()),
        new("Mixup", FromZero, (options, value) => options.Mixup = value.AsType<float>()),
        new(
            "Optimizer",
            new NameDomain<OptimizerKind>(),
            (options, value) => options.Optimizer = value.AsType<OptimizerKind>()
        ),
        OfOptimizers(
            "Momentum",
            FromZeroBelowOne,
            (options, value) => options.Momentum = value,
            OptimizerKind.Momentum,
            OptimizerKind.Nesterov
        ),
        OfOptimizers("Rho", FromZeroBelowOne, (options, value) => options.Rho = value, OptimizerKind.RmsProp),
        OfOptimizers(
            "Beta1",
            FromZeroBelowOne,
            (options, value) => options.Beta1 = value,
            OptimizerKind.Adam,
            OptimizerKind.Nadam,
            OptimizerKind.AdamW
        ),
        OfOptimizers(
            "Beta2",
            FromZeroBelowOne,
            (options, value) => options.Beta2 = value,
            OptimizerKind.Adam,
            OptimizerKind.Nadam,
            OptimizerKind.AdamW
        ),
        OfOptimizers(
            "Epsilon",
            AboveZero,
            (options, value) => options.Epsilon = value,
            OptimizerKind.RmsProp,
            OptimizerKind.Adam,
            OptimizerKind.Nadam,
            OptimizerKind.AdamW
        ),
        new(Dropout, FromZeroBelowOne, null),
        new(Rotation, new NumberDomain(0, isLowerIn: true, 180), null),
        new(Shift, FromZero, null),
        new(Zoom, new NumberDomain(0, isLowerIn: true, 0.9), null),
        new(Flip, FromZeroBelowOne, null),
        new(HiddenLayers, new WholeDomain(0), null),
        new(Width, new WholeDomain(1), null)
        {
            Parent = HiddenLayers,
            IsActiveWith = layers => layers.AsType<int>() > 0,
        },
        .. Enumerable.Range(1, MostWidths).Select(OfLayer),
    ];

    private static readonly Dictionary<string, FeedForwardParameter> ByName = All.ToDictionary(
        parameter => parameter.Name,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The name of the width of one layer, from 1 on.</summary>
    public static string WidthOf(int layer) => string.Create(CultureInfo.InvariantCulture, $"{Width}{layer}");

    /// <summary>A parameter by its name, case aside.</summary>
    /// <exception cref="ArgumentException">There is none; the nearest is suggested.</exception>
    public static FeedForwardParameter Find(string name) =>
        ByName.GetValueOrDefault(name)
        ?? throw new ArgumentException(
            $"The network has no parameter '{name}'; did you mean "
                + $"'{NearestName.Of(name, All.Select(parameter => parameter.Name))}'?"
        );

    /// <summary>Sets what parameters say.</summary>
    public static void Apply(Parameter parameters, FeedForwardMulticlassTrainer.Options options)
    {
        foreach ((string name, Parameter value) in parameters)
            Find(name).Apply?.Invoke(options, value);
        int[]? layers = Layers(parameters);
        if (layers != null)
            options.HiddenLayers = layers;
        // Else a network that was configured as a whole would pass over what is searched.
        if (layers != null || parameters.ContainsKey(Activation) || parameters.ContainsKey(Dropout))
            options.Network = null;
        if (parameters.TryGetValue(Dropout, out Parameter? dropout) && dropout.AsType<float>() is > 0 and var rate)
            options.Network = options.HiddenLayers.Aggregate(
                new Architecture(),
                (network, units) => network.Dense(units).Activate(options.Activation).Dropout(rate)
            );
    }

    /// <summary>How training images are varied; null for not at all.</summary>
    public static AugmentationOptions? Augmentation(Parameter parameters)
    {
        float Value(string name) => parameters.TryGetValue(name, out Parameter? value) ? value.AsType<float>() : 0;
        return new[] { Rotation, Shift, Zoom, Flip }.Any(name => Value(name) > 0)
            ? new AugmentationOptions
            {
                Rotation = Value(Rotation),
                Shift = Value(Shift),
                Zoom = Value(Zoom),
                HorizontalFlip = Value(Flip),
            }
            : null;
    }

    private static int[]? Layers(Parameter parameters)
    {
        int[] own =
        [
            .. Enumerable
                .Range(1, MostWidths)
                .Select(WidthOf)
                .TakeWhile(parameters.ContainsKey)
                .Select(name => parameters[name].AsType<int>()),
        ];
        int? width = parameters.TryGetValue(Width, out Parameter? common) ? common.AsType<int>() : null;
        int? count = parameters.TryGetValue(HiddenLayers, out Parameter? layers) ? layers.AsType<int>() : null;
        if (own.Length > 0)
            return own[..Math.Min(count ?? own.Length, own.Length)];
        if (width == null && count == null)
            return null;
        int[] defaults = new FeedForwardMulticlassTrainer.Options().HiddenLayers;
        return [.. Enumerable.Repeat(width ?? defaults[0], count ?? defaults.Length)];
    }

    private static FeedForwardParameter OfLayer(int layer) =>
        new(WidthOf(layer), new WholeDomain(1), null)
        {
            Parent = HiddenLayers,
            IsActiveWith = layers => layers.AsType<int>() >= layer,
        };

    private static FeedForwardParameter OfOptimizers(
        string name,
        ParameterDomain domain,
        Action<FeedForwardMulticlassTrainer.Options, float> apply,
        params OptimizerKind[] kinds
    ) =>
        new(name, domain, (options, value) => apply(options, value.AsType<float>()))
        {
            Parent = "Optimizer",
            IsActiveWith = optimizer => kinds.Contains(optimizer.AsType<OptimizerKind>()),
        };
}
