using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Experiments;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tests.Experiments;

/// <summary>
/// Trials without training: reports the metrics it is told to, and does what a test wants in between.
/// </summary>
internal sealed class StubRunner(
    Func<StudyTrial, int, double> metric,
    int epochs = 1,
    Func<StudyTrial, int, CancellationToken, Task>? before = null
) : ITrialRunner
{
    private int _running;

    /// <summary>The most trials that ran at once.</summary>
    public int MostAtOnce { get; private set; }

    public async Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
    {
        var trial = (StudyTrial)settings;
        lock (this)
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        try
        {
            double last = 0;
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                if (before != null)
                    await before(trial, epoch, ct);
                trial.Checkpoint();
                last = metric(trial, epoch);
                trial.Report(new EpochReport(epoch, epochs, last, 0.001));
                ct.ThrowIfCancellationRequested();
            }
            return new TrialResult
            {
                TrialSettings = settings,
                Metric = last,
                Loss = -last,
            };
        }
        finally
        {
            lock (this)
                _running--;
        }
    }

    public void Dispose() { }
}
