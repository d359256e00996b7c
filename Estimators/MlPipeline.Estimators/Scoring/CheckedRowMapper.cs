using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Scoring;

/// <summary>ML.NET's mapper of single rows, on rows whose feature vector must have a length.</summary>
/// <param name="mapper">ML.NET's.</param>
/// <param name="featureColumn">Name of the column of features.</param>
/// <param name="length">Features that a row must have.</param>
internal sealed class CheckedRowMapper(IRowToRowMapper mapper, string featureColumn, int length) : IRowToRowMapper
{
    public DataViewSchema InputSchema => mapper.InputSchema;

    public DataViewSchema OutputSchema => mapper.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        mapper.GetDependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        mapper.GetRow(new CheckedRow(input, featureColumn, length), activeColumns);
}
