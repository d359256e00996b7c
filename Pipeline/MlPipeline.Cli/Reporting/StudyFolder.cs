using MlPipeline.AutoTune.Analysis;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Input;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>A study's directory, with its journal, its models and its report.</summary>
internal sealed record StudyFolder(string Directory)
{
    /// <summary>The default directory of studies.</summary>
    public const string DefaultStore = "studies";

    /// <summary>The name of the study, which is the name of its directory.</summary>
    public string Name => Path.GetFileName(Path.GetFullPath(Directory));

    /// <summary>The directory of all studies of the store.</summary>
    public string Store => Path.GetDirectoryName(Path.GetFullPath(Directory))!;

    /// <summary>The journal of the study.</summary>
    public string Journal => Path.Combine(Directory, TrialJournal.FileName);

    /// <summary>The directory of the models of its best trials.</summary>
    public string Models => Path.Combine(Directory, "models");

    /// <summary>The default path of the study's report.</summary>
    public string Page => Path.Combine(Directory, "report.html");

    /// <summary>
    /// Finds a study by its directory, its journal, or its name in a store.
    /// </summary>
    /// <returns>Null if there is none.</returns>
    public static StudyFolder? Find(string word, string store)
    {
        if (new StudyFolder(word) is var itself && File.Exists(itself.Journal))
            return itself;
        if (Path.GetFileName(word) == TrialJournal.FileName && File.Exists(word))
            return new StudyFolder(Path.GetDirectoryName(word) is { Length: > 0 } directory ? directory : ".");
        return new StudyFolder(Path.Combine(store, word)) is var named && File.Exists(named.Journal) ? named : null;
    }

    /// <summary>Creates the study's report from the current journal.</summary>
    /// <exception cref="StudyException">The journal cannot be read.</exception>
    /// <exception cref="InputException">The file of the final model is damaged.</exception>
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
