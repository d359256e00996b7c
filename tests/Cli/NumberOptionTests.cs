using System.CommandLine;
using MlPipeline.Cli.Commands;
using MlPipeline.Foundation;

namespace MlPipeline.Cli.Tests;

/// <summary>Every option of every command that takes a number reads it in one way.</summary>
public class NumberOptionTests
{
    private static readonly string[] NotNumbers =
    [
        "0,002",
        "1,000",
        "1 000",
        "1'000",
        "0.5.1",
        "1e999",
        "NaN",
        "Infinity",
        "٣",
        "12x",
        "",
    ];

    /// <summary>Command and option, such as "train --learning-rate".</summary>
    public static TheoryData<string> NumericOptions { get; } =
    [
        .. Commands(CommandTree.Create(), [])
            .SelectMany(c => c.Command.Options.Where(IsNumeric).Select(o => string.Join(' ', [.. c.Words, o.Name]))),
    ];

    [Fact]
    public void There_are_many() => Assert.True(NumericOptions.Count > 40, $"{NumericOptions.Count} numeric options");

    [Theory]
    [MemberData(nameof(NumericOptions))]
    public void A_number_is_refused_unless_all_of_it_is_understood(string option)
    {
        string[] words = option.Split(' ');
        foreach (string text in NotNumbers)
        {
            ParseResult parsed = CommandTree.Create().Parse([.. words, text]);
            string[] ours =
            [
                .. parsed
                    .Errors.Select(error => error.Message)
                    .Where(m => m.StartsWith(words[^1], StringComparison.Ordinal)),
            ];
            string message = Assert.Single(ours);
            bool isInteger = message.Contains("whole", StringComparison.Ordinal);
            string form = isInteger ? InvariantNumber.WholeForm : InvariantNumber.Form;
            Assert.Contains($"'{text}'; give {form}.", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--learning-rate", "0,002")]
    [InlineData("--weight-decay", "0,5")]
    [InlineData("--mixup", "0,2")]
    [InlineData("--clip-norm", "1,5")]
    [InlineData("--early-stopping-delta", "0,01")]
    public void A_decimal_comma_is_bad_input(string option, string value)
    {
        using CommandLine cli = new();
        CommandLine.Result result = cli.Run("train", option, value);
        Assert.Equal(
            (2, $"{option} is '{value}'; give {InvariantNumber.Form}.", ""),
            (result.ExitCode, result.Error, result.Output)
        );
        Assert.Empty(Directory.GetFileSystemEntries(cli.Directory));
    }

    private static bool IsNumeric(Option option) =>
        (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) is { IsEnum: false } type
        && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static IEnumerable<(Command Command, string[] Words)> Commands(Command command, string[] words) =>
        command.Subcommands.SelectMany(below => Commands(below, [.. words, below.Name])).Prepend((command, words));
}
