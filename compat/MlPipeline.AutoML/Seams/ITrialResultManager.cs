namespace Microsoft.ML.AutoML;

/// <summary>Keeps the results of trials, those of earlier runs as well.</summary>
internal interface ITrialResultManager
{
    /// <summary>All results, earlier ones first.</summary>
    IEnumerable<TrialResult> GetAllTrialResults();

    /// <summary>Adds a result, in place of one of the same trial in this run.</summary>
    void AddOrUpdateTrialResult(TrialResult result);

    /// <summary>Writes what is not written yet.</summary>
    void Save();
}
