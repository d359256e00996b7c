using Microsoft.ML.AutoML;

namespace MlPipeline.AutoTune.Tuners;

/// <summary>A tuner that runs out of proposals; an experiment ends when it has.</summary>
public interface IFiniteTuner : ITuner
{
    /// <summary>How many proposals there are in all.</summary>
    long Count { get; }
}
