using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Parameters;
using MlPipeline.AutoTune.Pruning;
using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Experiments;

/// <summary>
/// A tuner and a pruner that follow a study: every event of the store, in its order, is told to them, a trial that
/// another process began as a proposal of the tuner that is thrown away. So a tuner whose proposals depend on its seed
/// and the results is in the same state in every process, and after a restart in the state it was in.
/// </summary>
internal sealed class StudyReplica(ITrialStore store, NamedSpace space, ITuner tuner, IPruner pruner)
{
    private readonly Dictionary<int, bool> _verdicts = [];
    private readonly List<int> _stops = [];
    private int _seen;
    private int _proposed = -1;
    private double? _worst;

    /// <summary>Epochs of all trials so far.</summary>
    public long Epochs { get; private set; }

    /// <summary>The last decision of the pruner about a trial.</summary>
    public bool ShouldStop(int trial) => _verdicts.GetValueOrDefault(trial);

    /// <summary>The trials with a stop request since the last call; another process may own them.</summary>
    public IReadOnlyList<int> TakeStopRequests()
    {
        int[] stops = [.. _stops];
        _stops.Clear();
        return stops;
    }

    /// <summary>Gets the tuner's proposal for a trial that starts now.</summary>
    public IReadOnlyDictionary<string, object> Propose(int trial)
    {
        _proposed = trial;
        return space.ToValues(tuner.Propose(new TrialSettings { TrialId = trial, StartedAtUtc = DateTime.UtcNow }));
    }

    /// <summary>Reads the events since the last call.</summary>
    public void CatchUp()
    {
        foreach (StudyEvent happened in store.EventsAfter(_seen))
        {
            _seen++;
            switch (happened)
            {
                case TrialStarted { Attempt: 1 } started when started.Trial != _proposed:
                    _ = tuner.Propose(new TrialSettings { TrialId = started.Trial, StartedAtUtc = started.At });
                    break;
                case EpochReported reported:
                    Epochs++;
                    _verdicts[reported.Trial] = pruner.Report(
                        new PruningReport(
                            reported.Trial,
                            reported.Report.Epoch,
                            reported.Report.Epochs,
                            store.Header.IsMaximize ? reported.Report.Metric : -reported.Report.Metric
                        )
                    );
                    break;
                case TrialStopRequested:
                    _stops.Add(happened.Trial);
                    break;
                case TrialFinished finished:
                    _verdicts.Remove(finished.Trial);
                    Learn(store.TrialOf(finished.Trial), finished.Outcome);
                    break;
            }
        }
    }

    /// <summary>Creates the result of a trial for tuners and monitors.</summary>
    public StudyTrialResult ResultOf(TrialRecord trial, TrialOutcome outcome, TrialSettings? settings = null)
    {
        double metric = outcome.Metric ?? double.NaN;
        return new StudyTrialResult
        {
            TrialSettings =
                settings
                ?? new TrialSettings
                {
                    TrialId = trial.Id,
                    Parameter = space.ToParameter(trial.Parameters),
                    StartedAtUtc = trial.StartedAt,
                    EndedAtUtc = trial.StartedAt.AddSeconds(outcome.Seconds),
                },
            Metric = metric,
            Loss = store.Header.IsMaximize ? -metric : metric,
            DurationInMilliseconds = outcome.Seconds * 1000,
            State = outcome.State,
            Epochs = trial.Epochs,
            IsMaximize = store.Header.IsMaximize,
        };
    }

    private void Learn(TrialRecord trial, TrialOutcome outcome)
    {
        if (outcome.State == TrialState.Cancelled)
            return;
        StudyTrialResult result = ResultOf(trial, outcome);
        if (outcome.State is TrialState.Failed or TrialState.Diverged || !double.IsFinite(result.Loss))
        {
            // A failed trial counts as the worst so far: it shows where not to search, in numbers that every
            // tuner understands.
            if (_worst is not { } worst)
                return;
            result.Loss = worst;
            result.Metric = store.Header.IsMaximize ? -worst : worst;
        }
        _worst = Math.Max(_worst ?? result.Loss, result.Loss);
        tuner.Update(result);
    }
}
