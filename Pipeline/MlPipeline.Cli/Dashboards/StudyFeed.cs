using System.Globalization;
using MlPipeline.AutoTune.Analysis;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Reporting;
using MlPipeline.Dashboard;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Dashboards;

/// <summary>Provides a study of AutoTune to a dashboard.</summary>
/// <param name="log">The study; disposed with this.</param>
/// <param name="folder">The directory of its models.</param>
/// <param name="isLive">Gets whether a process is running it.</param>
/// <param name="openToWrite">Opens it for writing; the caller disposes the result.</param>
internal sealed class StudyFeed(IStudyLog log, StudyFolder folder, Func<bool> isLive, Func<ITrialStore> openToWrite)
    : IStudyFeed
{
    private volatile IReadOnlyList<TrialRecord> _trials = [];
    private int _seen;

    public bool IsLive => isLive();

    public IReadOnlyList<StudyModel> Models
    {
        get
        {
            var final = new FileInfo(Path.Combine(folder.Directory, FinalModel.ModelName));
            IEnumerable<StudyModel> models = final.Exists ? [new StudyModel(final.Name, null, final.Length)] : [];
            var kept = new DirectoryInfo(folder.Models);
            return kept.Exists
                ?
                [
                    .. models,
                    .. kept.EnumerateFiles("trial-*.zip")
                        .Select(Kept)
                        .OfType<StudyModel>()
                        .OrderBy(model => model.Trial),
                ]
                : [.. models];
        }
    }

    public IReadOnlyList<StudyTrial> Changes()
    {
        log.Refresh();
        IReadOnlyList<StudyEvent> events = log.EventsAfter(_seen);
        _seen += events.Count;
        if (events.Count > 0)
            _trials = log.Trials;
        return
        [
            .. events
                .Select(happened => happened.Trial)
                .Distinct()
                .Order()
                .Select(trial => StudyCollector.Trial(log.TrialOf(trial))),
        ];
    }

    public StudyReport Describe()
    {
        IReadOnlyList<TrialRecord> trials = _trials; // it may be another list a moment later
        return StudyCollector.Describe(
            log.Header,
            trials,
            StudyAnalysis.Of(log.Header, trials),
            FinalModel.Read(folder.Directory),
            folder.Directory,
            []
        );
    }

    public string? PathOf(string file) =>
        Models.FirstOrDefault(model => model.File == file) is { } model
            ? Path.GetFullPath(Path.Combine(model.Trial == null ? folder.Directory : folder.Models, model.File))
            : null;

    public bool RequestStop(int trial)
    {
        if (trial < 0 || trial >= _trials.Count)
            return false;
        using ITrialStore store = openToWrite();
        try
        {
            store.RequestStop(trial);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // it has ended meanwhile
        }
    }

    public void Dispose() => log.Dispose();

    // A file may disappear meanwhile, since better models replace others.
    private static StudyModel? Kept(FileInfo file) =>
        int.TryParse(
            Path.GetFileNameWithoutExtension(file.Name).AsSpan("trial-".Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int trial
        ) && file.Exists
            ? new StudyModel(file.Name, trial, file.Length)
            : null;
}
