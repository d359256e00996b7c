using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Which columns stay: the named ones, or all but the named ones.</summary>
internal sealed record ColumnSelection(bool Keeps, string[] Names, bool KeepHidden, bool IgnoreMissing)
{
    /// <summary>The indices of the columns that stay, in the order of the output.</summary>
    public int[] Apply(IExceptionContext context, DataViewSchema inputSchema)
    {
        if (!IgnoreMissing)
        {
            foreach (string name in Names)
            {
                if (inputSchema.GetColumnOrNull(name) is null)
                    throw context.ExceptSchemaMismatch(nameof(inputSchema), "input", name);
            }
        }

        return [.. Keeps ? Kept(inputSchema) : inputSchema.Where(column => !Names.Contains(column.Name)).Select(column => column.Index)];
    }

    // The order is that of the names; hidden columns come directly before the visible one of their name.
    private IEnumerable<int> Kept(DataViewSchema inputSchema)
    {
        foreach (string name in Names.Distinct())
        {
            foreach (DataViewSchema.Column column in inputSchema)
            {
                if (column.Name == name && (KeepHidden || !column.IsHidden))
                    yield return column.Index;
            }
        }
    }
}
