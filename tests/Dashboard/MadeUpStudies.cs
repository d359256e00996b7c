using MlPipeline.Reports;
using MlPipeline.Reports.Tests.Samples;

namespace MlPipeline.Dashboard.Tests;

/// <summary>Studies whose trials come when a test says so.</summary>
internal sealed class MadeUpStudies : IStudySource
{
    private readonly Dictionary<string, MadeUpStudy> _studies = [];

    public MadeUpStudy Add(string name, int trials, int shown)
    {
        var study = new MadeUpStudy(SampleStudy.Of(trials), shown);
        _studies.Add(name, study);
        return study;
    }

    public IReadOnlyList<StudyEntry> List() =>
        [.. _studies.Select(pair => new StudyEntry(pair.Key, DateTimeOffset.UnixEpoch, pair.Value.IsLive))];

    public IStudyFeed? Open(string name) => _studies.TryGetValue(name, out MadeUpStudy? study) ? study.Open() : null;
}

/// <summary>A study that is made up in advance, and shown trial by trial.</summary>
internal sealed class MadeUpStudy(StudyReport whole, int shown)
{
    private readonly Dictionary<int, StudyTrial> _instead = [];

    public int Shown { get; set; } = shown;

    public bool IsLive { get; set; } = true;

    public List<int> Stopped { get; } = [];

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public List<StudyModel> Models { get; } = [];

    public string? ModelPath { get; set; }

    /// <summary>Shows a trial as it is after so many epochs.</summary>
    public void Run(int trial, int epochs)
    {
        lock (_instead)
            _instead[trial] = whole.Trials[trial] with
            {
                State = StudyTrialState.Running,
                Metric = null,
                Message = null,
                PlannedEpochs = 10,
                Values = [.. Enumerable.Range(1, epochs).Select(epoch => (double?)(0.5 + 0.03 * epoch))],
            };
    }

    /// <summary>Shows a trial as it ended.</summary>
    public void End(int trial)
    {
        lock (_instead)
            _instead.Remove(trial);
    }

    public StudyReport Whole => whole;

    public IStudyFeed Open()
    {
        Opened++;
        return new Feed(this);
    }

    private StudyTrial[] Now()
    {
        lock (_instead)
            return [.. whole.Trials.Take(Shown).Select(trial => _instead.GetValueOrDefault(trial.Number, trial))];
    }

    private sealed class Feed(MadeUpStudy study) : IStudyFeed
    {
        private StudyTrial[] _known = [];

        public bool IsLive => study.IsLive;

        public IReadOnlyList<StudyModel> Models => [.. study.Models];

        public IReadOnlyList<StudyTrial> Changes()
        {
            StudyTrial[] now = study.Now();
            StudyTrial[] changed = [.. now.Where((trial, i) => i >= _known.Length || !trial.Equals(_known[i]))];
            _known = now;
            return changed;
        }

        public StudyReport Describe()
        {
            StudyTrial? best = study
                .Now()
                .Where(trial => trial.State == StudyTrialState.Completed)
                .MaxBy(trial => trial.Metric);
            return study.Whole with
            {
                Best = best == null ? null : study.Whole.Best! with { Trial = best.Number },
                FinalModel = study.Shown < study.Whole.Trials.Count ? [] : study.Whole.FinalModel,
            };
        }

        public string? PathOf(string file) => study.Models.Exists(model => model.File == file) ? study.ModelPath : null;

        public bool RequestStop(int trial)
        {
            if (trial >= study.Shown || study.Now()[trial].State != StudyTrialState.Running)
                return false;
            study.Stopped.Add(trial);
            return true;
        }

        public void Dispose() => study.Closed++;
    }
}
