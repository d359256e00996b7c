namespace Microsoft.ML;

/// <summary>What a trainer wants of its data, and what it can do.</summary>
public sealed class TrainerInfo
{
    /// <summary>From its parts.</summary>
    public TrainerInfo(bool normalization = true, bool calibration = false, bool caching = true, bool supportValid = false, bool supportIncrementalTrain = false, bool supportTest = false)
    {
        (NeedNormalization, NeedCalibration, WantCaching) = (normalization, calibration, caching);
        (SupportsValidation, SupportsIncrementalTraining, SupportsTest) = (supportValid, supportIncrementalTrain, supportTest);
    }

    /// <summary>Whether features should be normalized.</summary>
    public bool NeedNormalization { get; }

    /// <summary>Whether the data should be cached.</summary>
    public bool WantCaching { get; }

    /// <summary>Whether its scores should be calibrated.</summary>
    public bool NeedCalibration { get; }

    /// <summary>Whether it takes a validation set.</summary>
    public bool SupportsValidation { get; }

    /// <summary>Whether it can go on from an earlier predictor.</summary>
    public bool SupportsIncrementalTraining { get; }

    /// <summary>Whether it takes a test set.</summary>
    public bool SupportsTest { get; }
}
