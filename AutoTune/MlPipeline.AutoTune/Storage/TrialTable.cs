namespace MlPipeline.AutoTune.Storage;

/// <summary>The trials after a list of events; one thread at a time may change it.</summary>
internal sealed class TrialTable
{
    private readonly List<StudyEvent> _events = [];
    private readonly List<TrialRecord> _trials = [];

    public IReadOnlyList<TrialRecord> Trials => _trials;

    public IReadOnlyList<StudyEvent> EventsAfter(int count) => _events.GetRange(count, _events.Count - count);

    /// <exception cref="FormatException">The event does not follow from those before.</exception>
    public void Apply(StudyEvent happened)
    {
        if (happened is TrialStarted started)
        {
            Start(started);
        }
        else
        {
            TrialRecord trial = Running(happened.Trial);
            _trials[happened.Trial] = happened switch
            {
                EpochReported epoch => trial with { Epochs = [.. trial.Epochs, epoch.Report] },
                TrialFinished { Outcome: var end } => trial with
                {
                    State = end.State,
                    Metric = end.Metric,
                    Seconds = end.Seconds,
                    Error = end.Error,
                },
                TrialReleased => trial with { Owner = null },
                TrialStopRequested => trial,
                _ => throw new FormatException($"{happened.GetType().Name} is no event of a trial"),
            };
        }
        _events.Add(happened);
    }

    /// <exception cref="FormatException">There is no such trial, or it has ended.</exception>
    public TrialRecord Running(int id)
    {
        if (id < 0 || id >= _trials.Count)
            throw new FormatException($"there is no trial {id}");
        if (_trials[id].State != TrialState.Running)
            throw new FormatException($"trial {id} has ended");
        return _trials[id];
    }

    private void Start(TrialStarted started)
    {
        if (started.Trial > _trials.Count)
            throw new FormatException($"trial {started.Trial} comes after {_trials.Count} trials");
        if (started.Trial < _trials.Count && started.Attempt != Running(started.Trial).Attempt + 1)
            throw new FormatException($"trial {started.Trial} begins twice");
        var trial = new TrialRecord
        {
            Id = started.Trial,
            Attempt = started.Attempt,
            Owner = started.Owner,
            Seed = started.Seed,
            Parameters = started.Parameters,
            StartedAt = started.At,
        };
        if (started.Trial == _trials.Count)
            _trials.Add(trial);
        else
            _trials[started.Trial] = trial;
    }
}
