using System.CommandLine;
using System.CommandLine.Parsing;
using MlPipeline.Foundation;

namespace MlPipeline.Cli.Input;

/// <summary>
/// Gives every option that takes a number the one parser of numbers. System.CommandLine's own takes "0,002" for 2,
/// because it reads a comma as a thousands separator.
/// </summary>
internal static class NumberParsing
{
    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>Sets the parser of all numeric options of a command and of the commands below it.</summary>
    public static void ApplyTo(Command command)
    {
        foreach (Option option in command.Options)
            ApplyTo(option);
        foreach (Command below in command.Subcommands)
            ApplyTo(below);
    }

    private static void ApplyTo(Option option)
    {
        switch (option)
        {
            case Option<int> whole:
                whole.CustomParser = Int32;
                break;
            case Option<int?> whole:
                whole.CustomParser = result => Int32(result);
                break;
            case Option<float> number:
                number.CustomParser = Single;
                break;
            case Option<float?> number:
                number.CustomParser = result => Single(result);
                break;
            case Option<double> number:
                number.CustomParser = Double;
                break;
            case Option<double?> number:
                number.CustomParser = result => Double(result);
                break;
        }
    }

    private static int Int32(ArgumentResult result) =>
        Parse<int>(result, InvariantNumber.TryParseInt32, InvariantNumber.WholeForm);

    private static float Single(ArgumentResult result) =>
        Parse<float>(result, InvariantNumber.TryParseSingle, InvariantNumber.Form);

    private static double Double(ArgumentResult result) =>
        Parse<double>(result, InvariantNumber.TryParseDouble, InvariantNumber.Form);

    private static T Parse<T>(ArgumentResult result, TryParse<T> tryParse, string form)
    {
        string text = result.Tokens[^1].Value;
        if (tryParse(text, out T value))
            return value;
        result.AddError($"{((OptionResult)result.Parent!).Option.Name} is '{text}'; give {form}.");
        return value;
    }
}
