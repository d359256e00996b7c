using System.CommandLine;
using System.Globalization;
using MlPipeline.Cli.Input;
using MlPipeline.Estimators;
using MlPipeline.Estimators.Trainers;

namespace MlPipeline.Cli.Commands;

/// <summary>An option of the trainer as it is typed.</summary>
internal sealed class TypedOption
{
    private readonly object? _default;
    private readonly Func<ParseResult, object?> _read;

    public TypedOption(TrainerOption trainer)
    {
        Trainer = trainer;
        _default = trainer.Get(new FeedForwardMulticlassTrainer.Options());
        (Option, _read) = trainer switch
        {
            { Parse: not null } => Words(Parsed),
            { Type.IsEnum: true } => Words(text => Choice.Parse(trainer.Type, trainer.CommandLineName, text)),
            _ when trainer.Type == typeof(bool) => Flag(),
            _ when trainer.Type == typeof(float) => Number<float>(value => value),
            _ when trainer.Type == typeof(int) => Number<int>(value => value),
            _ when trainer.Type == typeof(long) => Number<int>(InUnits),
            _ => throw new ArgumentException(
                $"A {trainer.Type.Name} cannot be typed; give the option {trainer.Name} a Parse, or IsTyped = false."
            ),
        };
        Option.Description = Help();
    }

    public TrainerOption Trainer { get; }

    public Option Option { get; }

    public bool IsGiven(ParseResult parsed) => parsed.GetResult(Option) is { Implicit: false };

    /// <summary>Sets what is typed.</summary>
    /// <exception cref="InputException">It is not one of the values allowed.</exception>
    public void Read(ParseResult parsed, FeedForwardOptionsBase options) => Trainer.Set(options, _read(parsed));

    /// <summary>The value in some options as it is typed; nothing for a flag that is not given.</summary>
    public string[] Arguments(FeedForwardOptionsBase options)
    {
        object? value = Trainer.Get(options);
        return value switch
        {
            null => [],
            bool => Equals(value, _default) ? [] : [Option.Name],
            _ => [Option.Name, Text(value)],
        };
    }

    private string Text(object value) =>
        value switch
        {
            Enum => Choice.Of(value),
            long whole => (whole / Trainer.TypedUnit).ToString(CultureInfo.InvariantCulture),
            _ => Trainer.ToText(value),
        };

    private string Help()
    {
        string help = Trainer.Type.IsEnum ? $"{Trainer.Help.TrimEnd('.')}: {Choice.All(Trainer.Type)}." : Trainer.Help;
        return _default == null && Trainer.DefaultWords.Length > 0 ? $"{help} Default: {Trainer.DefaultWords}." : help;
    }

    private object Parsed(string text) =>
        Trainer.Parse!(text) ?? throw new InputException($"{Option.Name} is '{text}'; give {Trainer.Form}.");

    private object InUnits(int typed)
    {
        Trainer.Check((long)typed, Option.Name);
        return (long)typed * Trainer.TypedUnit;
    }

    private (Option, Func<ParseResult, object?>) Words(Func<string, object> parse)
    {
        Option<string?> option = new(Trainer.CommandLineName);
        if (_default != null)
            option.DefaultValueFactory = _ => Text(_default);
        return (option, parsed => parsed.GetValue(option) is { } text ? parse(text) : null);
    }

    // A flag turns the option away from its default.
    private (Option, Func<ParseResult, object?>) Flag()
    {
        Option<bool> option = new(Trainer.CommandLineName);
        return (option, parsed => parsed.GetValue(option) != (bool)_default!);
    }

    private (Option, Func<ParseResult, object?>) Number<T>(Func<T, object> convert)
        where T : struct
    {
        if (_default == null)
        {
            Option<T?> optional = new(Trainer.CommandLineName);
            return (optional, parsed => parsed.GetValue(optional) is { } value ? convert(value) : null);
        }
        Option<T> option = new(Trainer.CommandLineName)
        {
            DefaultValueFactory = _ => (T)(_default is long whole ? (int)(whole / Trainer.TypedUnit) : _default),
        };
        return (option, parsed => convert(parsed.GetValue(option)));
    }
}
