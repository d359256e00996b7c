using System.Globalization;
using Microsoft.ML.Data;

namespace MlPipeline.Cli.Output;

/// <summary>
/// A confusion matrix as narrow as it can be: rows are true classes, columns predicted ones. On a terminal the right
/// ones are green, and errors of 5 % of a class or more red.
/// </summary>
internal static class ConfusionTable
{
    private const string Green = "\u001b[32m";
    private const string Red = "\u001b[31m";
    private const string Gray = "\u001b[90m";
    private const string Reset = "\u001b[0m";
    private const int LongestHeading = 5;
    private const double Frequent = 0.05;

    public static void Write(TextWriter writer, ConfusionMatrix matrix, IReadOnlyList<string> names, bool color)
    {
        string[] headings = [.. names.Select(name => name.Length <= LongestHeading ? name : name[..LongestHeading])];
        int width =
            Math.Max(
                headings.Max(heading => heading.Length),
                matrix.Counts.Max(row => row.Max(count => Text(count).Length))
            ) + 1;
        int first = names.Max(name => name.Length);
        writer.WriteLine("Confusion matrix (rows: true class, columns: predicted):");
        writer.WriteLine(
            $"{new string(' ', first)}{string.Concat(headings.Select(heading => heading.PadLeft(width)))}  recall"
        );
        for (int i = 0; i < matrix.NumberOfClasses; i++)
        {
            double total = matrix.Counts[i].Sum();
            writer.Write(names[i].PadRight(first));
            for (int j = 0; j < matrix.NumberOfClasses; j++)
            {
                double count = matrix.Counts[i][j];
                string text = (count == 0 ? "·" : Text(count)).PadLeft(width);
                string shade =
                    count == 0 ? Gray
                    : i == j ? Green
                    : count / total >= Frequent ? Red
                    : "";
                writer.Write(color && shade.Length > 0 ? shade + text + Reset : text);
            }
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {100 * matrix.PerClassRecall[i], 5:F1}%"));
        }
        writer.Write("prec. %".PadRight(first));
        foreach (double precision in matrix.PerClassPrecision)
            writer.Write((100 * precision).ToString("F0", CultureInfo.InvariantCulture).PadLeft(width));
        writer.WriteLine();
    }

    private static string Text(double count) => count.ToString("0", CultureInfo.InvariantCulture);
}
