using System.CommandLine;
using System.Globalization;
using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Input;
using MlPipeline.Cli.Reporting;

namespace MlPipeline.Cli.Commands;

/// <summary>Where a sweep's study lies, and whether it is begun or gone on with.</summary>
internal sealed class SweepStudy
{
    private static readonly string[] Databases = ["postgresql://", "postgres://"];

    private readonly Option<string?> _study = new("--study")
    {
        Description = "Name of the study. Default: one of its own, from data set, space and time.",
    };
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on with the study, or join it while another process is at it.",
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

    /// <exception cref="InputException">The name is no name, or is missing.</exception>
    public string NameOf(ParseResult parsed, string dataset, string space)
    {
        string? name = parsed.GetValue(_study);
        if (name == null && parsed.GetValue(_resume))
            throw new InputException(
                $"{_resume.Name} goes on with a study, and none is named; give {_study.Name} too."
            );
        name ??= string.Create(
            CultureInfo.InvariantCulture,
            $"{dataset}-{Path.GetFileNameWithoutExtension(space)}-{DateTime.Now:yyyyMMdd-HHmmss}"
        );
        if (name.Length == 0 || name is "." or ".." || name.IndexOfAny(['/', '\\', ':', '\0', '\n']) >= 0)
            throw new InputException($"{_study.Name} is '{name}'; give a name without slashes and colons.");
        return name;
    }

    /// <summary>Where the study's models go, and its journal.</summary>
    public string DirectoryOf(ParseResult parsed, string name) =>
        Path.Combine(IsDatabase(parsed) ? StudyFolder.DefaultStore : parsed.GetValue(_store)!, name);

    /// <summary>Whether the study is there already, and goes on.</summary>
    public bool Resumes(ParseResult parsed) => parsed.GetValue(_resume);

    /// <summary>The address of the database that keeps the study; null where its directory does.</summary>
    public string? DatabaseOf(ParseResult parsed) => IsDatabase(parsed) ? parsed.GetValue(_store) : null;

    /// <exception cref="StudyException">The study cannot be opened.</exception>
    public ITrialStore Open(ParseResult parsed, StudyHeader header)
    {
        StudyOpening opening = Resumes(parsed) ? StudyOpening.GoOn : StudyOpening.Begin;
        return IsDatabase(parsed)
            ? PostgresTrialStore.Open(parsed.GetValue(_store)!, header, opening)
            : TrialJournal.Open(DirectoryOf(parsed, header.Name), header, opening);
    }

    private bool IsDatabase(ParseResult parsed) =>
        Databases.Any(scheme => parsed.GetValue(_store)!.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
}
