using MlPipeline.AutoTune.Analysis;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Input;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>A study's directory, with its journal, its models and its report.</summary>
internal sealed record StudyFolder(string Directory)
{
    /// <summary>Where studies lie unless told otherwise.</summary>
    public const string DefaultStore = "studies";

    /// <summary>Its name: that of its directory.</summary>
    public string Name => Path.GetFileName(Path.GetFullPath(Directory));

    /// <summary>The directory that it lies in, with others.</summary>
    public string Store => Path.GetDirectoryName(Path.GetFullPath(Directory))!;

    /// <summary>What was written down of it.</summary>
    public string Journal => Path.Combine(Directory, TrialJournal.FileName);

    /// <summary>Where the models of its best trials are.</summary>
    public string Models => Path.Combine(Directory, "models");

    /// <summary>Where the study's report goes unless told otherwise.</summary>
    public string Page => Path.Combine(Directory, "report.html");

    /// <summary>
    /// The study that a word names: by its directory, its journal, or its name among the studies of a store.
    /// </summary>
    /// <returns>Null where there is none.</returns>
    public static StudyFolder? Find(string word, string store)
    {
        if (new StudyFolder(word) is var itself && File.Exists(itself.Journal))
            return itself;
        if (Path.GetFileName(word) == TrialJournal.FileName && File.Exists(word))
            return new StudyFolder(Path.GetDirectoryName(word) is { Length: > 0 } directory ? directory : ".");
        return new StudyFolder(Path.Combine(store, word)) is var named && File.Exists(named.Journal) ? named : null;
    }

    /// <summary>The study's report, of what the journal holds now.</summary>
    /// <exception cref="StudyException">The journal cannot be read.</exception>
    /// <exception cref="InputException">What is kept of the final model is damaged.</exception>
    public StudyReport Collect()
    {
        using JournalReader journal = JournalReader.Open(Directory);
        IReadOnlyList<TrialRecord> trials = journal.Trials;
        return StudyCollector.Collect(
            journal.Header,
            trials,
            StudyAnalysis.Of(journal.Header, trials),
            FinalModel.Read(Directory),
            Directory,
            []
        );
    }
}
