using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces missing numbers, NaN, by a constant or by what it learns from the others.</summary>
public sealed class MissingValueReplacingEstimator : IEstimator<MissingValueReplacingTransformer>
{
    internal const string ExpectedTypes = "Single or Double, or a vector of one of them";

    private readonly IHost _host;
    private readonly ReplacementColumn[] _columns;

    internal MissingValueReplacingEstimator(IHostEnvironment env, params ReplacementColumn[] columns)
    {
        _host = env.Register(nameof(MissingValueReplacingEstimator));
        _columns = columns;
        foreach (ReplacementColumn column in columns)
        {
            if (!Enum.IsDefined(column.Mode))
                throw _host.ExceptUserArg("replacementMode", $"Column '{column.Name}': {column.Mode} is no replacement mode.");
        }
    }

    /// <summary>What replaces a missing number.</summary>
    public enum ReplacementMode : byte
    {
        /// <summary>Zero.</summary>
        DefaultValue = 0,

        /// <summary>The mean of the others.</summary>
        Mean = 1,

        /// <summary>The smallest of the others.</summary>
        Minimum = 2,

        /// <summary>The largest of the others.</summary>
        Maximum = 3,

        /// <summary>The most frequent of the others.</summary>
        Mode = 5,
    }

    /// <summary>Learns the replacements in one pass over the data.</summary>
    public MissingValueReplacingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        DataViewSchema.Column[] sources = [.. _columns.Select(column => Find(input.Schema, column.InputName))];
        using DataViewRowCursor cursor = input.GetRowCursor(sources);
        ReplacementStatistics[] statistics = [.. sources.Select((source, i) => StatisticsOf(cursor, source, _columns[i]))];
        if (_columns.Any(column => column.Mode != ReplacementMode.DefaultValue))
        {
            while (cursor.MoveNext())
            {
                foreach (ReplacementStatistics column in statistics)
                    column.AddRow();
            }
        }

        return new MissingValueReplacingTransformer(_host, _columns, [.. statistics.Select(column => column.Finish())]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(_columns.Select(column =>
        {
            SchemaShape.Column input = _host.FindInput(inputSchema, column.InputName);
            if (input.IsKey || (input.ItemType != NumberDataViewType.Single && input.ItemType != NumberDataViewType.Double))
                throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", input.Name, ExpectedTypes, input.TypeText());
            var annotations = new SchemaShape(input.AnnotationsOf(MissingValueReplacingTransformer.KeptAnnotations));
            return new SchemaShape.Column(column.Name, input.Kind, input.ItemType, false, annotations);
        }));
    }

    private DataViewSchema.Column Find(DataViewSchema inputSchema, string name)
        => inputSchema.GetColumnOrNull(name) ?? throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", name);

    private ReplacementStatistics StatisticsOf(DataViewRow row, DataViewSchema.Column source, ReplacementColumn column)
        => ReplacementStatistics.CreateOrNull(row, row.Schema[source.Index], column)
            ?? throw _host.ExceptSchemaMismatch("inputSchema", "input", source.Name, ExpectedTypes, source.Type.ToString()!);
}
