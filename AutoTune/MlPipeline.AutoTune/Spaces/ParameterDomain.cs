using System.Globalization;
using System.Text.Json;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using MlPipeline.Network.Training;

namespace MlPipeline.AutoTune.Spaces;

/// <summary>What values a parameter of the trainer can have at all.</summary>
internal abstract class ParameterDomain
{
    /// <summary>The values that an option of the trainer can have.</summary>
    public static ParameterDomain Of(OptionDeclaration option) =>
        option.Range switch
        {
            _ when option.Parse != null => new TextDomain(option),
            _ when option.Type.IsEnum => new NameDomain(option.Type),
            _ when option.Type == typeof(bool) => new FlagDomain(),
            { } range when option.Type == typeof(int) => new WholeDomain((int)range.Lower),
            { } range when option.Type == typeof(float) => new NumberDomain(
                range.Lower,
                range.IncludesLower,
                range.Upper
            ),
            _ => throw new ArgumentException(
                $"The option {option.Name} cannot be searched; give it a range, or declare IsSearched = false."
            ),
        };

    /// <summary>A value of such a domain as the option holds it.</summary>
    public static object? ValueOf(OptionDeclaration option, Parameter value) =>
        option switch
        {
            { Parse: { } parse } => parse(value.AsType<string>()),
            { Type.IsEnum: true } => Enum.Parse(option.Type, value.AsType<string>(), ignoreCase: true),
            _ when option.Type == typeof(bool) => value.AsType<bool>(),
            _ when option.Type == typeof(int) => value.AsType<int>(),
            _ => value.AsType<float>(),
        };

    /// <summary>The values in words, to follow "give".</summary>
    protected abstract string Wanted { get; }

    /// <summary>A value as the option of a search space holds it; null if the trainer cannot have it.</summary>
    protected abstract object? ReadOrNull(Parameter value);

    /// <summary>Whether an option is a range of such values.</summary>
    public virtual bool IsRange(OptionBase option) => false;

    /// <summary>A range of values, not empty; null if there are no ranges of these.</summary>
    public virtual OptionBase? Range(double min, double max, bool isLogarithmic, double? start) => null;

    /// <summary>A value as the option of a search space holds it.</summary>
    /// <exception cref="ArgumentException">The trainer cannot have that value.</exception>
    public object Read(string name, Parameter? value)
    {
        try
        {
            if (value != null && ReadOrNull(value) is { } read)
                return read;
        }
        catch (JsonException)
        {
            // Of another type, which the sentence below says as well.
        }
        throw new ArgumentException($"Parameter '{name}' is {value?.ToString() ?? "null"}; give {Wanted}.");
    }

    protected static string Invariant(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Whole numbers from a least one on.</summary>
internal sealed class WholeDomain(int least) : ParameterDomain
{
    protected override string Wanted => $"a whole number of at least {least}";

    public override bool IsRange(OptionBase option) => option is UniformIntOption;

    public override OptionBase Range(double min, double max, bool isLogarithmic, double? start) =>
        new UniformIntOption((int)min, (int)max, isLogarithmic, (int?)start);

    protected override object? ReadOrNull(Parameter value) =>
        value.ParameterType is ParameterType.Integer or ParameterType.Number
        && value.AsType<int>() is var number
        && number >= least
            ? number
            : null;
}

/// <summary>Numbers above a lower end, or from it on, and below an upper end.</summary>
internal sealed class NumberDomain(double lower, bool isLowerIn, double upper = double.PositiveInfinity)
    : ParameterDomain
{
    protected override string Wanted =>
        $"a number {(isLowerIn ? "of at least" : "above")} "
        + $"{Invariant(lower)}{(double.IsInfinity(upper) ? "" : $" and below {Invariant(upper)}")}";

    public override bool IsRange(OptionBase option) => option is UniformDoubleOption or UniformSingleOption;

    public override OptionBase Range(double min, double max, bool isLogarithmic, double? start) =>
        new UniformDoubleOption(min, max, isLogarithmic, start);

    protected override object? ReadOrNull(Parameter value) =>
        value.ParameterType is ParameterType.Integer or ParameterType.Number
        && value.AsType<double>() is var number
        && number < upper
        && (isLowerIn ? number >= lower : number > lower)
            ? number
            : null;
}

/// <summary>The names of an enum's values, ignoring case.</summary>
internal sealed class NameDomain(Type type) : ParameterDomain
{
    protected override string Wanted => $"one of {string.Join(", ", Enum.GetNames(type))}";

    protected override object? ReadOrNull(Parameter value) =>
        value.ParameterType == ParameterType.String
            ? Array.Find(
                Enum.GetNames(type),
                name => name.Equals(value.AsType<string>(), StringComparison.OrdinalIgnoreCase)
            )
            : null;
}

/// <summary>True and false.</summary>
internal sealed class FlagDomain : ParameterDomain
{
    protected override string Wanted => "true or false";

    protected override object? ReadOrNull(Parameter value) =>
        value.ParameterType == ParameterType.Bool ? value.AsType<bool>() : null;
}

/// <summary>Values with a grammar of their own, such as learning-rate schedules, as text.</summary>
internal sealed class TextDomain(OptionDeclaration option) : ParameterDomain
{
    protected override string Wanted => option.Form;

    protected override object? ReadOrNull(Parameter value)
    {
        if (value.ParameterType != ParameterType.String)
            return null;
        try
        {
            return option.Parse!(value.AsType<string>()) is { } read ? option.ToText(read) : null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
