using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Input;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>A study's directory, with its journal, its models and its report.</summary>
internal sealed record StudyFolder(string Directory)
{
    /// <summary>Where studies lie unless told otherwise.</summary>
    public const string DefaultStore = "studies";

    /// <summary>Where the study's report goes unless told otherwise.</summary>
    public string Page => Path.Combine(Directory, "report.html");

    /// <summary>The study that a word names: by its directory, its journal, or its name among the studies of a store.</summary>
    /// <returns>Null where there is none.</returns>
    public static StudyFolder? Find(string word, string store)
    {
        if (File.Exists(Path.Combine(word, TrialJournal.FileName))) return new StudyFolder(word);
        if (Path.GetFileName(word) == TrialJournal.FileName && File.Exists(word)) return new StudyFolder(Path.GetDirectoryName(word) is { Length: > 0 } directory ? directory : ".");
        string named = Path.Combine(store, word);
        return File.Exists(Path.Combine(named, TrialJournal.FileName)) ? new StudyFolder(named) : null;
    }

    /// <summary>The study's report, of what the journal holds now.</summary>
    /// <exception cref="StudyException">The journal cannot be read.</exception>
    /// <exception cref="InputException">What is kept of the final model is damaged.</exception>
    public StudyReport Collect()
    {
        using JournalReader journal = JournalReader.Open(Directory);
        return StudyCollector.Collect(journal.Header, journal.Trials, FinalModel.Read(Directory), Directory, []);
    }
}
