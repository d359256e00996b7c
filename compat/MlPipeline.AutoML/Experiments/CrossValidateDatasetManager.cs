namespace Microsoft.ML.AutoML;

/// <summary>Rows in folds.</summary>
internal sealed class CrossValidateDatasetManager(IDataView dataset, int fold, string? samplingKeyColumnName)
    : ICrossValidateDatasetManager
{
    public IDataView Dataset { get; set; } = dataset;

    public int Fold { get; set; } = fold;

    public string? SamplingKeyColumnName { get; set; } = samplingKeyColumnName;
}
