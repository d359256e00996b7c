using Microsoft.ML.AutoML;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>A tuner with a finite number of proposals; an experiment ends after the last.</summary>
public interface IFiniteTuner : ITuner
{
    /// <summary>The total number of proposals.</summary>
    long Count { get; }
}
