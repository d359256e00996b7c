using System.CommandLine;
using System.Globalization;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Reporting;

namespace MlPipeline.Cli.Commands;

/// <summary>Options for the location of a sweep's study, and for resuming it.</summary>
internal sealed class SweepStudy
{
    private static readonly string[] Databases = ["postgresql://", "postgres://"];

    private readonly Option<string?> _study = new("--study")
    {
        Description = "Name of the study. Default: a new one, from data set, space and time.",
    };
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Resume the study, or join it while another process is running it.",
    };
    private readonly Option<string> _store = new("--store")
    {
        Description = "Directory of studies, or postgresql://user:password@host:port/database.",
        DefaultValueFactory = _ => StudyFolder.DefaultStore,
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_study, _resume, _store])
            command.Options.Add(option);
    }

    /// <exception cref="InputException">The name is invalid or missing.</exception>
    public string NameOf(ParseResult parsed, string dataset, string space)
    {
        string? name = parsed.GetValue(_study);
        if (name == null && parsed.GetValue(_resume))
            throw new InputException($"{_resume.Name} resumes a study, but none is named; give {_study.Name} too.");
        name ??= string.Create(
            CultureInfo.InvariantCulture,
            $"{dataset}-{Path.GetFileNameWithoutExtension(space)}-{DateTime.Now:yyyyMMdd-HHmmss}"
        );
        if (name.Length == 0 || name is "." or ".." || name.IndexOfAny(['/', '\\', ':', '\0', '\n']) >= 0)
            throw new InputException($"{_study.Name} is '{name}'; give a name without slashes and colons.");
        return name;
    }

    /// <summary>Gets the directory of the study's models and journal.</summary>
    public string DirectoryOf(ParseResult parsed, string name) =>
        Path.Combine(IsDatabase(parsed) ? StudyFolder.DefaultStore : parsed.GetValue(_store)!, name);

    /// <summary>Whether the study exists and is resumed.</summary>
    public bool Resumes(ParseResult parsed) => parsed.GetValue(_resume);

    /// <summary>The address of the database that keeps the study; null if its directory keeps it.</summary>
    public string? DatabaseOf(ParseResult parsed) => IsDatabase(parsed) ? parsed.GetValue(_store) : null;

    /// <exception cref="StudyException">The study cannot be opened.</exception>
    public ITrialStore Open(ParseResult parsed, StudyHeader header)
    {
        StudyMode mode = Resumes(parsed) ? StudyMode.Resume : StudyMode.Create;
        return IsDatabase(parsed)
            ? PostgresTrialStore.Open(parsed.GetValue(_store)!, header, mode)
            : TrialJournal.Open(DirectoryOf(parsed, header.Name), header, mode);
    }

    private bool IsDatabase(ParseResult parsed) =>
        Databases.Any(scheme => parsed.GetValue(_store)!.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
}
