using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Turns one data view into another.</summary>
public interface ITransformer : ICanSaveModel
{
    /// <summary>Whether every row is made of one row, without looking at others.</summary>
    bool IsRowToRowMapper { get; }

    /// <summary>The schema that comes out for one that goes in.</summary>
    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <summary>The data view that comes out, computed on demand.</summary>
    IDataView Transform(IDataView input);

    /// <summary>The mapping of single rows, where <see cref="IsRowToRowMapper"/>.</summary>
    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}
