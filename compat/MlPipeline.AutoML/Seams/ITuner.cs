using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

/// <summary>Proposes parameters to try, and learns from how the trials ended.</summary>
public interface ITuner
{
    /// <summary>Parameters for a trial.</summary>
    Parameter Propose(TrialSettings settings);

    /// <summary>Takes in how a trial ended; the smaller its <see cref="TrialResult.Loss"/>, the better.</summary>
    void Update(TrialResult result);
}
