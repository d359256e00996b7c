namespace Microsoft.ML;

/// <summary>The names of a column that a transform reads and of the one it writes.</summary>
public sealed class InputOutputColumnPair
{
    /// <summary>Names both; a transform that is told no input reads the column that it replaces.</summary>
    public InputOutputColumnPair(string outputColumnName, string? inputColumnName = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        OutputColumnName = outputColumnName;
        InputColumnName = inputColumnName ?? outputColumnName;
    }

    /// <summary>The column that is read.</summary>
    public string InputColumnName { get; }

    /// <summary>The column that is written.</summary>
    public string OutputColumnName { get; }
}
