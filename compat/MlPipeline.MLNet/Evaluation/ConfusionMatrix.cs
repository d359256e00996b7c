using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>How often each class was predicted as each: rows are true classes, columns predicted ones.</summary>
public sealed class ConfusionMatrix
{
    private readonly string[] _names;
    private readonly bool _isBinary;

    internal ConfusionMatrix(double[][] counts, string[] names, bool isBinary)
    {
        (Counts, _names, _isBinary) = (counts, names, isBinary);
        NumberOfClasses = counts.Length;
        PerClassRecall = [.. counts.Select((row, i) => Ratio(row[i], row.Sum()))];
        PerClassPrecision = [.. Enumerable.Range(0, NumberOfClasses).Select(i => Ratio(counts[i][i], counts.Sum(row => row[i])))];
    }

    /// <summary>Of the rows predicted as a class, the share that is of it; 0 where none is predicted.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>Of the rows of a class, the share predicted as it; 0 where there are none.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>The counts: [true class][predicted class].</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    /// <summary>The number of classes.</summary>
    public int NumberOfClasses { get; }

    /// <summary>One count.</summary>
    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex) => Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];

    /// <summary>The matrix as a table of text.</summary>
    public string GetFormattedConfusionTable()
    {
        int width = Math.Max(5, Math.Max(_names.Max(name => name.Length), Counts.Max(row => row.Max(count => Text(count).Length))));
        int label = Math.Max(9, _names.Max(name => name.Length));
        string Left(string text) => text.PadLeft(label);
        string line = $"{Left("")} ||{new string('=', (width + 3) * NumberOfClasses)}";
        var table = new StringBuilder();
        if (_isBinary)
        {
            double positive = Counts[0].Sum(), negative = Counts[1].Sum();
            table.Append(CultureInfo.InvariantCulture, $"TEST POSITIVE RATIO:\t{positive / (positive + negative):F4} ({positive:F1}/({positive:F1}+{negative:F1}))");
        }
        table.Append("\nConfusion table\n").Append(line).Append('\n');
        table.Append("PREDICTED".PadRight(label)).Append(" || ").AppendJoin(" | ", _names.Select(name => name.PadLeft(width))).Append(" | Recall\n");
        table.Append("TRUTH".PadRight(label)).Append(" ||").Append('=', (width + 3) * NumberOfClasses).Append('\n');
        for (int i = 0; i < NumberOfClasses; i++)
        {
            table.Append(Left(_names[i])).Append(" || ").AppendJoin(" | ", Counts[i].Select(count => Text(count).PadLeft(width)));
            table.Append(CultureInfo.InvariantCulture, $" | {PerClassRecall[i]:F4}\n");
        }
        table.Append(line).Append('\n');
        table.Append("Precision".PadRight(label)).Append(" ||").AppendJoin("|", PerClassPrecision.Select(p => p.ToString("F4", CultureInfo.InvariantCulture).PadLeft(width + 1) + " ")).Append("|\n");
        return table.ToString();
    }

    private static string Text(double count) => count.ToString("0.#", CultureInfo.InvariantCulture);

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
