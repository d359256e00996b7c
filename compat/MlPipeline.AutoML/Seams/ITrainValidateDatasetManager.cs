namespace Microsoft.ML.AutoML;

/// <summary>Rows to learn from, and others to evaluate on.</summary>
public interface ITrainValidateDatasetManager : IDatasetManager
{
    /// <summary>The rows to learn from in a trial; all of them if none is given.</summary>
    IDataView LoadTrainDataset(MLContext context, TrialSettings? settings);

    /// <summary>The rows to evaluate on.</summary>
    IDataView LoadValidateDataset(MLContext context, TrialSettings? settings);
}
