using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>Rows to learn from, of which a trial may take a part, and rows to evaluate on.</summary>
internal sealed class TrainValidateDatasetManager(IDataView train, IDataView validation) : ITrainValidateDatasetManager
{
    /// <summary>The name of the part's parameter, among those named after this class.</summary>
    public const string PartName = "TrainValidateDatasetSubsamplingKey";

    // Of the rows' part, so that none is left without any.
    private const long FewestRows = 10;

    private readonly Lazy<long> _rows = new(() => CountRows(train));

    public IDataView LoadTrainDataset(MLContext context, TrialSettings? settings)
    {
        if (
            settings?.Parameter is not { ParameterType: ParameterType.Object } parameter
            || !parameter.TryGetValue(nameof(TrainValidateDatasetManager), out Parameter? own)
            || !own.TryGetValue(PartName, out Parameter? part)
            || part.AsType<double>() is not (< 1 and var fraction)
        )
            return train;
        return context.Data.TakeRows(train, Math.Max(FewestRows, (long)(fraction * _rows.Value)));
    }

    public IDataView LoadValidateDataset(MLContext context, TrialSettings? settings) => validation;

    private static long CountRows(IDataView data)
    {
        if (data.GetRowCount() is { } known)
            return known;
        long count = 0;
        using DataViewRowCursor cursor = data.GetRowCursor([]);
        while (cursor.MoveNext())
            count++;
        return count;
    }
}
