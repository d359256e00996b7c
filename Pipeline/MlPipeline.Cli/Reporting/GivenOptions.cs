using System.Collections;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>
/// Lists the options of a command by name, given or default. New options appear without a change here.
/// </summary>
internal static class GivenOptions
{
    private static readonly string[] NotOfTheRun = ["--help", "--json", "--verbose", "--report"];

    public static IReadOnlyList<NamedValue> Of(ParseResult parsed) =>
        [
            .. from option in parsed.CommandResult.Command.Options
            where !NotOfTheRun.Contains(option.Name)
            let value = ValueOf(parsed, option)
            where value.Length > 0
            select new NamedValue(option.Name.TrimStart('-').Replace('-', ' '), value),
        ];

    private static string ValueOf(ParseResult parsed, Option option)
    {
        OptionResult? result = parsed.GetResult(option);
        if (result is { Implicit: false })
            return result.Tokens.Count == 0 ? "yes" : string.Join(", ", result.Tokens.Select(token => token.Value));
        if (option.ValueType == typeof(bool))
            return "no";
        return !option.HasDefaultValue
            ? ""
            : option.GetDefaultValue() switch
            {
                null => "",
                string text => text,
                IEnumerable many => string.Join(", ", many.Cast<object>().Select(Text)),
                var one => Text(one),
            };
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
