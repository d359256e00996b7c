using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Data;

/// <summary>
/// Reads columns of vectors of Single whose rows must all have one length. A schema cannot promise that: a row of a
/// <c>[VectorType(4)]</c> property may hold null, or an array of three. Every vector that this library reads comes
/// through here.
/// </summary>
internal static class FeatureVectors
{
    /// <summary>A getter that refuses rows of another length.</summary>
    /// <param name="row">The row or cursor.</param>
    /// <param name="column">The column of <paramref name="row"/>.</param>
    /// <param name="length">Values that a row must have.</param>
    /// <param name="data">The data, as messages say it: <c>training data</c>.</param>
    /// <exception cref="InvalidOperationException">Thrown by the getter: the row has another number of
    /// values.</exception>
    public static ValueGetter<VBuffer<float>> GetterOf(
        DataViewRow row,
        DataViewSchema.Column column,
        int length,
        string data
    )
    {
        ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(column);
        return (ref VBuffer<float> values) =>
        {
            getter(ref values);
            if (values.Length != length)
                throw Mismatch(row.Position, column.Name, values.Length, length, data);
        };
    }

    private static InvalidOperationException Mismatch(long row, string column, int met, int expected, string data) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Row {row} of the {data} has {Values(met)} in column '{column}'; every row must have {expected}."
            )
        );

    private static string Values(int count) =>
        count switch
        {
            0 => "no values (null or empty)",
            1 => "1 value",
            _ => string.Create(CultureInfo.InvariantCulture, $"{count} values"),
        };
}
