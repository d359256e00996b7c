using System.Globalization;
using Microsoft.ML.SearchSpace;
using MlPipeline.Datasets;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Trainers;
using MlPipeline.Foundation;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>
/// All parameters that can be searched: the options of the trainer that <see cref="TrainerOptionTable"/> declares as
/// searched, and what makes up the hidden layers and varies the images.
/// </summary>
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

    public static IReadOnlyList<FeedForwardParameter> All { get; } =
    [
        .. TrainerOptionTable.Of<FeedForwardMulticlassTrainer.Options>().Where(option => option.IsSearched).Select(Of),
        new(Dropout, new NumberDomain(0, isLowerIn: true, 1), null),
        new(Rotation, new NumberDomain(0, isLowerIn: true, 180), null),
        new(Shift, new NumberDomain(0, isLowerIn: true), null),
        new(Zoom, new NumberDomain(0, isLowerIn: true, 0.9), null),
        new(Flip, new NumberDomain(0, isLowerIn: true, 1), null),
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

    /// <summary>The parameter that an option of the trainer is searched by.</summary>
    public static FeedForwardParameter Of(TrainerOption option)
    {
        FeedForwardParameter parameter = new(
            option.Name,
            ParameterDomain.Of(option),
            (options, value) => option.Set(options, ParameterDomain.ValueOf(option, value))
        );
        return option.Optimizers is not { } optimizers
            ? parameter
            : parameter with
            {
                Parent = "Optimizer",
                IsActiveWith = optimizer => optimizers.Contains(optimizer.AsType<OptimizerKind>()),
            };
    }

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
}
