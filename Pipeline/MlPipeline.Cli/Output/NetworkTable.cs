using System.Globalization;
using MlPipeline.Network;
using Spectre.Console;

namespace MlPipeline.Cli.Output;

/// <summary>
/// Prints a network layer by layer: output shapes, parameters and multiply-adds per image, with totals.
/// </summary>
internal static class NetworkTable
{
    public static void Write(NetworkSpec network)
    {
        IReadOnlyList<LayerSummary> layers = network.Summarize();
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .ShowFooters()
            .AddColumn(new TableColumn("layer").Footer("total"))
            .AddColumn(new TableColumn("output").RightAligned())
            .AddColumn(Numbers("parameters", layers.Sum(layer => layer.Parameters)))
            .AddColumn(Numbers("multiply-adds", layers.Sum(layer => layer.MultiplyAdds)));
        table.AddRow("input", network.Input.ToString(), "", "");
        foreach (LayerSummary layer in layers)
            table.AddRow(
                Markup.Escape(layer.Layer),
                layer.Output.ToString(),
                Text(layer.Parameters),
                Text(layer.MultiplyAdds)
            );
        Tables.Write(table);
    }

    private static TableColumn Numbers(string heading, long total) =>
        new TableColumn(heading).RightAligned().Footer(Text(total));

    private static string Text(long number) => number == 0 ? "" : number.ToString("N0", CultureInfo.InvariantCulture);
}
