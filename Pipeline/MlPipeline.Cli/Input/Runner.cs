using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using MlPipeline.Foundation;

namespace MlPipeline.Cli.Input;

/// <summary>Runs a command line: what goes wrong becomes one sentence on standard error and an exit code.</summary>
internal static partial class Runner
{
    /// <summary>The time that an interrupted command has to finish its step and save its state.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);

    // A name may begin with @; it is not a file of more arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(args.Length == 0 ? ["--help"] : args, Parsing);
        if (parsed.Errors.Count > 0)
            return Say(parsed.Errors[0].Message + Suggestion(parsed), ExitCode.BadInput);
        try
        {
            // Without a time to end in, signals would not reach the cancellation token: the process would just die.
            return await parsed
                .InvokeAsync(
                    new InvocationConfiguration
                    {
                        EnableDefaultExceptionHandler = false,
                        ProcessTerminationTimeout = TimeToEnd,
                    }
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Say("Interrupted.", ExitCode.Interrupted);
        }
        catch (Exception error)
        {
            if (error is OutOfMemoryException)
                return Say(
                    "There is not enough memory; give smaller layers, smaller batches or a lower --cache-size-limit.",
                    ExitCode.Failed
                );
            string message = ExitCode.HasSentence(error)
                ? ParameterSuffix().Replace(error.Message, "")
                : error.ToString();
            return Say(message, ExitCode.Of(error));
        }
    }

    private static int Say(string message, int code)
    {
        Console.Error.WriteLine(message);
        return code;
    }

    // An unknown word may be a misspelt command or option.
    private static string Suggestion(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count == 0)
            return "";
        string word = parsed.UnmatchedTokens[0];
        CommandResult command = parsed.CommandResult;
        IEnumerable<string> known = word.StartsWith('-')
            ? command.Command.Options.Select(option => option.Name)
            : command.Command.Subcommands.Select(sub => sub.Name);
        return known.Any() ? $" Did you mean '{NearestName.Of(word, known)}'?" : "";
    }

    [GeneratedRegex(@"\s*\(Parameter '[^']*'\)")]
    private static partial Regex ParameterSuffix();
}
