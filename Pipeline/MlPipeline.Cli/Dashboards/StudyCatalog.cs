using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Reporting;
using MlPipeline.Dashboard;

namespace MlPipeline.Cli.Dashboards;

/// <summary>Lists studies in directories: the named ones, or all of a store, later ones included.</summary>
/// <param name="store">The directory of studies.</param>
/// <param name="named">The studies to show; all of the store if empty.</param>
internal sealed class StudyCatalog(string store, IReadOnlyList<StudyFolder> named) : IStudySource
{
    public IReadOnlyList<StudyEntry> List() =>
        [.. Folders().Select(Entry).OfType<StudyEntry>().OrderByDescending(entry => entry.Changed)];

    public IStudyFeed? Open(string name)
    {
        if (Folders().FirstOrDefault(folder => folder.Name == name) is not { } folder)
            return null;
        JournalReader journal = JournalReader.Open(folder.Directory);
        return new StudyFeed(
            journal,
            folder,
            () => TrialJournal.HasWriter(folder.Directory),
            () => TrialJournal.Open(folder.Directory, journal.Header, StudyMode.Resume)
        );
    }

    private IEnumerable<StudyFolder> Folders()
    {
        if (named.Count > 0)
            return named;
        return Directory.Exists(store)
            ? Directory
                .EnumerateDirectories(store)
                .Select(directory => new StudyFolder(directory))
                .Where(folder => File.Exists(folder.Journal))
            : [];
    }

    private static StudyEntry? Entry(StudyFolder folder) =>
        File.Exists(folder.Journal)
            ? new StudyEntry(
                folder.Name,
                new DateTimeOffset(File.GetLastWriteTimeUtc(folder.Journal), TimeSpan.Zero),
                TrialJournal.HasWriter(folder.Directory)
            )
            : null;
}
