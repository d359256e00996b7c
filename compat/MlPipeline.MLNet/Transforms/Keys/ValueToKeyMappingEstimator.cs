using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps values to keys: learns the distinct values of a column, whose numbers the keys are, counted from 1.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly IHost _host;
    private readonly KeyedColumn[] _columns;
    private readonly IDataView? _keyData;

    internal ValueToKeyMappingEstimator(IHostEnvironment env, KeyedColumn[] columns, IDataView? keyData = null)
    {
        _host = env.Register(nameof(ValueToKeyMappingEstimator));
        _columns = columns;
        _keyData = keyData;
        foreach (KeyedColumn column in columns)
        {
            if (column.MaximumNumberOfKeys <= 0)
            {
                throw _host.ExceptUserArg(
                    "maximumNumberOfKeys", $"Column '{column.Name}': maximumNumberOfKeys is {column.MaximumNumberOfKeys}; give at least 1.");
            }
        }

        if (keyData is { Schema.Count: not 1 })
            throw _host.ExceptParam(nameof(keyData), $"keyData has {keyData.Schema.Count} columns; give a data view with exactly one.");
    }

    /// <summary>In which order values get their keys.</summary>
    public enum KeyOrdinality : byte
    {
        /// <summary>As they come in the data.</summary>
        ByOccurrence = 0,

        /// <summary>Sorted: numbers by size, text ordinally.</summary>
        ByValue = 1,
    }

    /// <summary>Learns the values of every column in one pass over the data.</summary>
    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        DataViewSchema.Column[] sources = [.. _columns.Select(column => Find(input.Schema, column.InputName))];
        TermMap[] maps = _keyData is null
            ? Collect(input, sources)
            : CollectKeyData(_keyData, sources);
        return new ValueToKeyMappingTransformer(_host, _columns, maps);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(_columns.Select(column => Describe(_host.FindInput(inputSchema, column.InputName), column)));
    }

    private static SchemaShape.Column Describe(SchemaShape.Column input, KeyedColumn column)
    {
        bool inherits = input.TryFindAnnotation(AnnotationUtils.Kinds.KeyValues, out SchemaShape.Column? inherited) && input.IsKey;
        DataViewType values = inherits ? inherited!.Value.ItemType
            : column.KeyValuesAsText ? TextDataViewType.Instance : input.ItemType;
        var keyValues = new SchemaShape.Column(
            AnnotationUtils.Kinds.KeyValues,
            SchemaShape.Column.VectorKind.Vector,
            values,
            input.IsKey && !inherits && !column.KeyValuesAsText);
        return new SchemaShape.Column(
            column.Name,
            input.Kind,
            NumberDataViewType.UInt32,
            true,
            new SchemaShape(input.AnnotationsOf(AnnotationUtils.Kinds.SlotNames).Append(keyValues)));
    }

    private DataViewSchema.Column Find(DataViewSchema inputSchema, string name)
        => inputSchema.GetColumnOrNull(name) ?? throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", name);

    private TermMap[] Collect(IDataView data, DataViewSchema.Column[] sources)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(sources);
        TermCollector[] collectors = [.. sources.Select((source, i) => CollectorOf(cursor, source, _columns[i].MaximumNumberOfKeys))];
        while (cursor.MoveNext())
        {
            foreach (TermCollector collector in collectors)
                collector.AddRow();
        }

        return [.. collectors.Select((collector, i) => collector.Finish(_columns[i].Ordinality == KeyOrdinality.ByValue))];
    }

    // Given keys keep their order, and there is no limit to their number.
    private TermMap[] CollectKeyData(IDataView keyData, DataViewSchema.Column[] sources)
    {
        DataViewSchema.Column given = keyData.Schema[0];
        foreach (DataViewSchema.Column source in sources)
        {
            if (ItemTypes.ItemOf(source.Type).RawType != ItemTypes.ItemOf(given.Type).RawType)
            {
                throw _host.ExceptSchemaMismatch(
                    nameof(keyData), "key data", given.Name, ItemTypes.ItemOf(source.Type).ToString()!, given.Type.ToString()!);
            }
        }

        using DataViewRowCursor cursor = keyData.GetRowCursor([given]);
        TermCollector collector = CollectorOf(cursor, given, int.MaxValue);
        while (cursor.MoveNext())
            collector.AddRow();
        TermMap map = collector.Finish(sorted: false);
        return [.. sources.Select(_ => map)];
    }

    private TermCollector CollectorOf(DataViewRow row, DataViewSchema.Column source, int maximumCount)
        => TermCollector.CreateOrNull(row, row.Schema[source.Index], maximumCount)
            ?? throw _host.ExceptSchemaMismatch(
                "input", "input", source.Name, "a primitive type or a vector of one", source.Type.ToString()!);
}
