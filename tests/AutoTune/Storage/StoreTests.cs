using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tests.Storage;

public sealed class MemoryTrialStoreTests : TrialStoreContract
{
    protected override ITrialStore Begin(StudyHeader header) => new MemoryTrialStore(header);
}

public sealed class TrialJournalContractTests : SharedTrialStoreContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    protected override ITrialStore Open(StudyHeader header, StudyMode mode) =>
        TrialJournal.Open(_directory.Of(header.Name), header, mode);

    public void Dispose() => _directory.Dispose();
}
