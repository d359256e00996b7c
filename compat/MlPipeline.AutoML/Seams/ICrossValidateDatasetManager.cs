namespace Microsoft.ML.AutoML;

/// <summary>Rows in folds, each of which is the one to evaluate on once.</summary>
public interface ICrossValidateDatasetManager : IDatasetManager
{
    /// <summary>The rows.</summary>
    IDataView Dataset { get; set; }

    /// <summary>How many folds.</summary>
    int Fold { get; set; }

    /// <summary>Rows of the same value in this column come into the same fold.</summary>
    string? SamplingKeyColumnName { get; set; }
}
