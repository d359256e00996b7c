namespace Microsoft.ML.Calibrators;

/// <summary>From scores to probabilities.</summary>
public interface ICalibrator
{
    /// <summary>The probability of yes for a score.</summary>
    float PredictProbability(float output);
}
