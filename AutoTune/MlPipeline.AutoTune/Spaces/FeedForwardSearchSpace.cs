using System.Text;
using System.Text.Json;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.Datasets;
using MlPipeline.Estimators;
using MlPipeline.Foundation;
using MlPipeline.Network.Augmentation;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>
/// Parameters of the network's trainer and the values to search; a <see cref="SearchSpace"/> to every tuner. Names are
/// those of <see cref="FeedForwardMulticlassTrainer.Options"/>, and for the hidden layers <c>HiddenLayers</c> (how
/// many), <c>Width</c> (of all), or <c>Width1</c>, <c>Width2</c>, ... (of each). Samples leave out inactive parameters,
/// such as <c>Width3</c> with two layers or <c>Momentum</c> with Adam.
/// </summary>
public sealed class FeedForwardSearchSpace : SearchSpace
{
    private FeedForwardSearchSpace(IEnumerable<KeyValuePair<string, OptionBase>> options)
    {
        foreach ((string name, OptionBase option) in options)
        {
            OptionBase sound = SpaceCheck.Checked(name, option, out string proper);
            if (ContainsKey(proper))
                throw new ArgumentException($"Parameter '{proper}' is given twice; give it once.");
            Add(proper, sound);
        }
        SpaceCheck.CheckLayers(this);
    }

    /// <summary>The names of the built-in spaces.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = ["classic", "classic-small", "modern"];

    /// <summary>
    /// The number of combinations; those that differ only in inactive parameters count once. Null if the space has a
    /// continuous range.
    /// </summary>
    public long? Combinations => CombinationCount.Of(this);

    /// <summary>The space <c>classic</c>, of 43,740 combinations.</summary>
    public static FeedForwardSearchSpace Classic() => Of<ClassicParameters>();

    /// <summary>The space <c>classic-small</c>, of 11,664 combinations.</summary>
    public static FeedForwardSearchSpace ClassicSmall() => Of<ClassicSmallParameters>();

    /// <summary>
    /// The space <c>modern</c>: rates by orders of magnitude, schedules, dropout, label smoothing, mixup, a width for
    /// every layer.
    /// </summary>
    public static FeedForwardSearchSpace Modern() => Of<ModernParameters>();

    /// <summary>
    /// The space that the attributes of a class's properties span: <c>[Range]</c>, <c>[Choice]</c>,
    /// <c>[BooleanChoice]</c>.
    /// </summary>
    /// <exception cref="ArgumentException">A property is no parameter of the network, or has a value that it cannot
    /// have.</exception>
    public static FeedForwardSearchSpace Of<T>()
        where T : class, new() => new(new SearchSpace<T>());

    /// <summary>Gets a built-in space by its name, or reads one from a JSON file.</summary>
    /// <exception cref="ArgumentException">There is no such space or file.</exception>
    /// <exception cref="FormatException">The file holds no space; the message names what is wrong.</exception>
    public static FeedForwardSearchSpace Open(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        return nameOrPath switch
        {
            "classic" => Classic(),
            "classic-small" => ClassicSmall(),
            "modern" => Modern(),
            _ when File.Exists(nameOrPath) => Load(nameOrPath),
            _ => throw new ArgumentException(
                $"There is no search space '{nameOrPath}', nor such a file; "
                    + $"give one of {string.Join(", ", BuiltIn)}, or the path of a JSON file."
            ),
        };
    }

    /// <summary>Reads a space from a JSON file.</summary>
    /// <exception cref="FormatException">The file holds no space; the message names file and parameter.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FeedForwardSearchSpace Load(string path)
    {
        try
        {
            return FromJson(File.ReadAllText(path));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// A space from JSON: an object with a parameter a property. Its value is a list to choose from, <c>[5, 10,
    /// 15]</c>; a list with where to start, <c>{"choice": [5, 10, 15], "default": 10}</c>; a range, <c>{"min": 1e-4,
    /// "max": 0.1, "log": true, "default": 0.001}</c>; or one value for all.
    /// </summary>
    /// <exception cref="FormatException">The text is not JSON, or no space; the message names the
    /// parameter.</exception>
    public static FeedForwardSearchSpace FromJson(string json)
    {
        try
        {
            return new FeedForwardSearchSpace(SpaceJson.Read(json));
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <summary>Writes the space as JSON, which <see cref="FromJson"/> reads.</summary>
    public string ToJson() => SpaceJson.Write(this);

    /// <summary>Writes the space to a JSON file, whole or not at all.</summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteText(path, ToJson() + "\n");

    /// <summary>
    /// Creates the trainer's options from parameters of this space; all others have the trainer's defaults.
    /// </summary>
    /// <exception cref="ArgumentException">There is a parameter that the network does not have.</exception>
    public static FeedForwardMulticlassTrainer.Options ToOptions(Parameter parameter)
    {
        FeedForwardMulticlassTrainer.Options options = new();
        Apply(parameter, options);
        return options;
    }

    /// <summary>Sets the options of the given parameters of this space.</summary>
    /// <exception cref="ArgumentException">There is a parameter that the network does not have.</exception>
    public static void Apply(Parameter parameter, FeedForwardMulticlassTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(options);
        FeedForwardParameters.Apply(parameter, options);
    }

    /// <summary>
    /// How parameters of this space vary training images (<see
    /// cref="Microsoft.ML.AugmentationCatalog.AugmentImages"/>), before the trainer sees them.
    /// </summary>
    /// <returns>Null if they do not.</returns>
    public static AugmentationOptions? ToAugmentation(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return FeedForwardParameters.Augmentation(parameter);
    }

    /// <summary>Gets the parameters at a point of the unit cube, without the inactive ones.</summary>
    public override Parameter SampleFromFeatureSpace(double[] feature)
    {
        Parameter sampled = base.SampleFromFeatureSpace(feature);
        Restore(sampled, feature);
        foreach (string name in Keys)
        {
            if (!FeedForwardParameters.Find(name).IsActive(sampled))
                sampled.Remove(name);
        }
        return sampled;
    }

    /// <summary>
    /// Gets the point of the unit cube of the given parameters. Inactive parameters may be missing; their coordinates
    /// are those of their defaults.
    /// </summary>
    /// <exception cref="ArgumentException">A parameter is not of this space, is missing, or has a value outside it; the
    /// message names it.</exception>
    public override double[] MappingToFeatureSpace(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        SpaceCheck.CheckValues(this, parameter);
        Parameter whole = Parameter.CreateNestedParameter();
        foreach ((string name, OptionBase option) in this)
            whole[name] = parameter.TryGetValue(name, out Parameter? value) ? value : OptionValue.DefaultOf(option);
        return base.MappingToFeatureSpace(whole);
    }

    // So that parameters are the same after mapping to a point and back.
    private void Restore(Parameter sampled, double[] point)
    {
        int start = 0;
        foreach ((string name, OptionBase option) in this.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            int end = start + option.FeatureSpaceDim;
            sampled[name] = OptionValue.At(option, point[start..end]);
            start = end;
        }
    }
}
