using System.Reflection;
using MlPipeline.Foundation;
using MlPipeline.Network;
using MlPipeline.Network.Augmentation;
using MlPipeline.Network.Training;

namespace MlPipeline.Estimators.Trainers;

/// <summary>
/// Declares every option of the feedforward trainers, in the order of the command line's help. Those of the training
/// itself are declared in the network's table, and belong to the field of the same name.
/// </summary>
public static class TrainerOptionTable
{
    // Fields that have another name than the option of the network.
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["Schedule"] = nameof(FeedForwardOptionsBase.LearningRateSchedule),
        ["FrozenLayers"] = nameof(FeedForwardOptionsBase.FreezeLayers),
    };

    private static readonly OptionDeclaration[] Network =
    [
        new(
            "HiddenLayers",
            typeof(int[]),
            "Units of the hidden layers, from the input on, such as 128,64; 'none' for a linear model."
        )
        {
            CommandLineName = "--layers",
            IsSearched = false,
            Parse = ParseUnits,
            Form = "whole numbers with commas between, such as 128,64, or 'none'",
            ToText = units => units is int[] { Length: > 0 } some ? string.Join(",", some) : "none",
        },
        new(
            "Network",
            typeof(Architecture),
            "Hidden layers of any kind, instead of --layers and --activation, such as 'conv 32 "
                + "5x5 same, batchnorm, relu, avgpool 2; dense 64, relu; dropout 0.3' (docs/networks.md)."
        )
        {
            IsOptional = true,
            DefaultWords = "",
            IsSearched = false,
            Parse = Architecture.Parse,
        },
        CodeOnly("ImageShape", typeof(ImageShape)),
        new("Activation", typeof(ActivationKind), "Nonlinearity of the hidden layers."),
        new("Initializer", typeof(InitializerKind), "How weights start ('random' is normal).")
        {
            IsOptional = true,
            DefaultWords = "he for relu and leaky-relu, otherwise xavier",
        },
    ];

    private static readonly OptionDeclaration[] DataAndCode =
    [
        new(
            "CacheSizeLimit",
            typeof(long),
            "Megabytes of memory for the training examples; where they take more, they "
                + "are read anew each epoch. 0: always."
        )
        {
            Range = OptionRange.AtLeast(0),
            TypedUnit = 1 << 20,
            IsSearched = false,
        },
        CodeOnly("TransferFrom", typeof(Microsoft.ML.ITransformer)),
        CodeOnly("Observer", typeof(ITrainingObserver)),
        CodeOnly("CancellationToken", typeof(CancellationToken)),
    ];

    /// <summary>The options of all trainers and those that one trainer alone has.</summary>
    public static IReadOnlyList<TrainerOption> All { get; } =
    [
        .. Network.Select(option => FieldOf<FeedForwardOptionsBase>(option)),
        FieldOf<FeedForwardMulticlassTrainer.Options>(new("Loss", typeof(MulticlassLoss), "What is minimized.")),
        FieldOf<FeedForwardMulticlassTrainer.Options>(CodeOnly("ClassWeights", typeof(ClassWeights))),
        FieldOf<FeedForwardBinaryTrainer.Options>(CodeOnly("ClassWeights", typeof(ClassWeights))),
        .. TrainingOptionTable.All.Select(option => FieldOf<FeedForwardOptionsBase>(option)),
        .. DataAndCode.Select(option => FieldOf<FeedForwardOptionsBase>(option)),
    ];

    /// <summary>The options of one trainer.</summary>
    /// <typeparam name="TOptions">Its Options.</typeparam>
    public static IEnumerable<TrainerOption> Of<TOptions>()
        where TOptions : FeedForwardOptionsBase => Of(typeof(TOptions));

    internal static IEnumerable<TrainerOption> Of(Type options) =>
        All.Where(option => option.Owner.IsAssignableFrom(options));

    /// <summary>The options of the training itself, those with a value that is not the default.</summary>
    internal static TrainingOptions ToTraining(FeedForwardOptionsBase options) =>
        TrainingOptionTable.All.Aggregate(
            new TrainingOptions(),
            (training, option) =>
                FieldNamed(typeof(FeedForwardOptionsBase), option).GetValue(options) is { } value
                    ? option.With(training, value)
                    : training
        );

    private static TrainerOption FieldOf<TOptions>(OptionDeclaration declaration)
        where TOptions : FeedForwardOptionsBase
    {
        FieldInfo field = FieldNamed(typeof(TOptions), declaration);
        return new TrainerOption(declaration, field.Name, typeof(TOptions), field.GetValue, field.SetValue);
    }

    private static FieldInfo FieldNamed(Type owner, OptionDeclaration option)
    {
        string name = Fields.GetValueOrDefault(option.Name, option.Name);
        return owner.GetField(name)
            ?? throw new InvalidOperationException(
                $"The option {option.Name} has no field {owner.Name}.{name}; add it."
            );
    }

    private static OptionDeclaration CodeOnly(string name, Type type) =>
        new(name, type, Help: "")
        {
            IsOptional = true,
            IsTyped = false,
            IsSearched = false,
        };

    private static int[]? ParseUnits(string text)
    {
        if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
            return [];
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        var units = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!InvariantNumber.TryParseInt32(parts[i], out units[i]))
                return null;
        return units;
    }
}
