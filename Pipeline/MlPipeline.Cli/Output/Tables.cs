using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlPipeline.Cli.Output;

/// <summary>Prints tables; as plain text if the output is a file.</summary>
internal static class Tables
{
    /// <summary>Formats an accuracy or a loss; a dash if there is none.</summary>
    public static string Figure(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Creates a table of names and values.</summary>
    public static void Figures(params (string Name, string Value)[] rows)
    {
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .HideHeaders()
            .AddColumn("")
            .AddColumn(new TableColumn("").RightAligned());
        foreach ((string name, string value) in rows)
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        Write(table);
    }

    /// <summary>Creates a table with headings; the first column has names, the others have figures.</summary>
    public static void Write(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(title));
        foreach ((int i, string column) in columns.Index())
            table.AddColumn(
                new TableColumn(Markup.Escape(column)) { Alignment = i == 0 ? Justify.Left : Justify.Right }
            );
        foreach (IReadOnlyList<string> row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        Write(table);
    }

    public static void Write(IRenderable table)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }
        AnsiConsole.Write(table);
    }
}
