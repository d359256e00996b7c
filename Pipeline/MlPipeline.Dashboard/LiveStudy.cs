using System.Diagnostics;
using System.Globalization;
using MlPipeline.Reports;

namespace MlPipeline.Dashboard;

/// <summary>
/// The current state of a study, shared by all clients: each change has a revision, and a client receives the changes
/// after the revision that it knows. The description, which is slow, is created in the background and rarely.
/// </summary>
internal sealed class LiveStudy(IStudyFeed feed) : IDisposable
{
    private static readonly TimeSpan ReadInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SurroundingsInterval = TimeSpan.FromSeconds(3);

    // Descriptions may take one part in this many of the time, since the machine is needed for the study.
    private const int RestPerDescription = 100;

    private readonly Lock _gate = new();
    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly List<StudyTrial> _trials = [];
    private readonly List<long> _changedAt = [];
    private StudyReport? _description;
    private Task? _describing;
    private IReadOnlyList<StudyModel> _models = [];
    private bool _isLive;
    private bool _isStale;
    private long _revision;
    private long _describedAt;
    private long _readAt = long.MinValue;
    private long _surroundingsAt = long.MinValue;
    private long _describeFrom;

    /// <summary>Gets the changes after a revision; everything if the revision is unknown.</summary>
    /// <param name="known">The last revision that the client knows; null for none.</param>
    /// <param name="isLast">Whether this is the last call, which includes what was written a moment ago.</param>
    /// <returns>The update and its revision; null if nothing changed.</returns>
    /// <exception cref="IOException">The study cannot be read.</exception>
    public (string Revision, StudyUpdate Update)? Since(string? known, bool isLast = false)
    {
        lock (_gate)
        {
            if (isLast || IsDue(ref _readAt, ReadInterval))
                Read(isLast);
            long? from = RevisionOf(known);
            if (from == _revision)
                return null;
            var update = new StudyUpdate
            {
                IsWhole = from == null,
                Study = from == null || _describedAt > from ? _description : null,
                Trials = from == null ? [.. _trials] : [.. _trials.Where((_, i) => _changedAt[i] > from)],
                IsLive = _isLive,
                Models = _models,
            };
            return (string.Create(CultureInfo.InvariantCulture, $"{_instance}-{_revision}"), update);
        }
    }

    /// <inheritdoc cref="IStudyFeed.RequestStop"/>
    public bool RequestStop(int trial)
    {
        lock (_gate)
            return feed.RequestStop(trial);
    }

    /// <inheritdoc cref="IStudyFeed.PathOf"/>
    public string? PathOf(string file)
    {
        lock (_gate)
            return feed.PathOf(file);
    }

    public void Dispose()
    {
        _describing?.Wait();
        feed.Dispose();
    }

    private static bool IsDue(ref long last, TimeSpan interval)
    {
        if (last != long.MinValue && Stopwatch.GetElapsedTime(last) < interval)
            return false;
        last = Stopwatch.GetTimestamp();
        return true;
    }

    private void Read(bool isLast)
    {
        IReadOnlyList<StudyTrial> changes = feed.Changes();
        if (changes.Count > 0)
            _revision++;
        foreach (StudyTrial trial in changes)
        {
            if (trial.Number == _trials.Count)
            {
                _trials.Add(trial);
                _changedAt.Add(_revision);
            }
            else
            {
                _trials[trial.Number] = trial;
                _changedAt[trial.Number] = _revision;
            }
            _isStale |= trial.State != StudyTrialState.Running;
        }
        // Checking whether a process is alive is expensive.
        if (isLast || IsDue(ref _surroundingsAt, SurroundingsInterval))
            ReadSurroundings();
        DescribeWhereDue();
    }

    private void ReadSurroundings()
    {
        bool isLive = feed.IsLive;
        IReadOnlyList<StudyModel> models = feed.Models;
        if (isLive == _isLive && models.SequenceEqual(_models))
            return;
        // The figures of a final model are a part of the description.
        _isStale |= models.Count != _models.Count;
        _isLive = isLive;
        _models = models;
        _revision++;
    }

    private void DescribeWhereDue()
    {
        if (_description == null)
        {
            Describe();
        }
        else if (_isStale && _describing is null or { IsCompleted: true } && Stopwatch.GetTimestamp() >= _describeFrom)
        {
            _isStale = false;
            _describing = Task.Run(Describe);
        }
    }

    private void Describe()
    {
        long began = Stopwatch.GetTimestamp();
        StudyReport description = feed.Describe() with { Trials = [], RunningBest = [] };
        lock (_gate)
        {
            _description = description;
            _describedAt = ++_revision;
            _describeFrom = Stopwatch.GetTimestamp() + RestPerDescription * (Stopwatch.GetTimestamp() - began);
        }
    }

    private long? RevisionOf(string? known)
    {
        int dash = known?.LastIndexOf('-') ?? -1;
        return
            dash > 0
            && known!.AsSpan(0, dash).SequenceEqual(_instance)
            && long.TryParse(known.AsSpan(dash + 1), CultureInfo.InvariantCulture, out long revision)
            && revision <= _revision
            ? revision
            : null;
    }
}
