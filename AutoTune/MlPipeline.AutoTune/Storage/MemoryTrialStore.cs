namespace MlPipeline.AutoTune.Storage;

/// <summary>Keeps a study in memory only: for searches that are not resumed, and for tests.</summary>
public sealed class MemoryTrialStore : TrialStore
{
    private static readonly IDisposable Nothing = new MemoryStream(0);

    /// <param name="header">What the study is about.</param>
    public MemoryTrialStore(StudyHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Header = header;
    }

    private protected override IDisposable Enter() => Nothing;

    private protected override IEnumerable<StudyEvent> ReadNew() => [];

    private protected override void Append(StudyEvent happened, bool durable) { }

    private protected override bool IsGone(string owner) => false;

    private protected override void Close() { }

    private protected override StudyException Damaged(FormatException error) =>
        new($"The study '{Header.Name}' is damaged: {error.Message}.", error);
}
