using Microsoft.ML.Model;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that makes one column of one column, several times.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    /// <summary>The names of the output and input columns.</summary>
    public readonly (string outputColumnName, string inputColumnName)[] ColumnPairs;

    /// <summary>From pairs of names.</summary>
    public OneToOneTransformerBase(IHost host, params (string outputColumnName, string inputColumnName)[] columns)
        : base(host)
    {
        host.CheckNonEmpty(columns, nameof(columns));
        HashSet<string> outputs = [];
        foreach ((string output, string input) in columns)
        {
            host.CheckNonEmpty(input, nameof(input));
            if (!outputs.Add(output)) throw host.ExceptParam(nameof(columns), $"Output column '{output}' specified multiple times");
        }
        ColumnPairs = columns;
    }

    /// <summary>From a file.</summary>
    public OneToOneTransformerBase(IHost host, ModelLoadContext ctx)
        : base(host)
    {
        var pairs = new (string, string)[ctx.Reader.ReadCount(2 * sizeof(int), "columns")];
        for (int i = 0; i < pairs.Length; i++) pairs[i] = (ctx.LoadNonEmptyString(), ctx.LoadNonEmptyString());
        ColumnPairs = pairs;
    }

    /// <summary>Writes the pairs of names.</summary>
    public void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach ((string output, string input) in ColumnPairs)
        {
            ctx.SaveNonEmptyString(output);
            ctx.SaveNonEmptyString(input);
        }
    }

    /// <summary>Throws where an input column has the wrong type.</summary>
    public virtual void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
    }
}
