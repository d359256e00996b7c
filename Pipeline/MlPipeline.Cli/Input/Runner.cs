using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using MlPipeline.Cli.Benchmarking;
using MlPipeline.Datasets;
using MlPipeline.Foundation;
using MlPipeline.Network;

namespace MlPipeline.Cli.Input;

/// <summary>Runs a command line: what goes wrong becomes one sentence on standard error and an exit code.</summary>
internal static partial class Runner
{
    /// <summary>Exit code of a command that a signal ended.</summary>
    public const int Interrupted = 130;

    /// <summary>Exit code of a command that failed while it ran.</summary>
    public const int Failed = 3;

    private const int BadInput = 2;

    /// <summary>So long a command may take to finish its step and write down what it has.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0) return Say(Explain(parsed.Errors[0].Message) + Suggestion(parsed), BadInput);
        try
        {
            // Without a time to end in, signals would not reach the cancellation token: the process would just die.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToEnd }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Say("Interrupted.", Interrupted);
        }
        catch (Exception error) when (error is TrainingDivergedException or PeerFailedException)
        {
            return Say(error.Message, Failed);
        }
        catch (Exception error) when (IsInput(error))
        {
            return Say(ParameterSuffix().Replace(error.Message, ""), BadInput);
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync(error.ToString()).ConfigureAwait(false);
            return Failed;
        }
    }

    private static bool IsInput(Exception error) =>
        error is InputException or DatasetException or ArgumentException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException;

    private static int Say(string message, int code)
    {
        Console.Error.WriteLine(message);
        return code;
    }

    // The parser names the .NET type it wanted; people want to know what to type.
    private static string Explain(string message)
    {
        Match match = WrongType().Match(message);
        if (!match.Success) return message;
        string wanted = match.Groups["type"].Value.Contains("Int", StringComparison.Ordinal) ? "a whole number" : "a number";
        return $"{match.Groups["option"].Value} is '{match.Groups["value"].Value}'; give {wanted}.";
    }

    // An unknown word may be a misspelt command or option.
    private static string Suggestion(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count == 0) return "";
        string word = parsed.UnmatchedTokens[0];
        CommandResult command = parsed.CommandResult;
        IEnumerable<string> known = word.StartsWith('-')
            ? command.Command.Options.Select(option => option.Name)
            : command.Command.Subcommands.Select(sub => sub.Name);
        return known.Any() ? $" Did you mean '{NearestName.Of(word, known)}'?" : "";
    }

    [GeneratedRegex(@"^Cannot parse argument '(?<value>.*)' for option '(?<option>.*)' as expected type '(?<type>.*)'\.")]
    private static partial Regex WrongType();

    [GeneratedRegex(@"\s*\(Parameter '[^']*'\)")]
    private static partial Regex ParameterSuffix();
}
