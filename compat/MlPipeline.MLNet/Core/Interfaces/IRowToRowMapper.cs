namespace Microsoft.ML.Data;

/// <summary>Maps single rows.</summary>
public interface IRowToRowMapper
{
    /// <summary>The schema of rows that go in.</summary>
    DataViewSchema InputSchema { get; }

    /// <summary>The schema of rows that come out.</summary>
    DataViewSchema OutputSchema { get; }

    /// <summary>The input columns that these output columns need.</summary>
    IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns);

    /// <summary>A row whose getters follow those of the input.</summary>
    DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns);
}
