using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Reporting;
using MlPipeline.Dashboard;

namespace MlPipeline.Cli.Dashboards;

/// <summary>Provides the study in a database that this process is running.</summary>
/// <param name="address">The address of the database.</param>
/// <param name="header">The study.</param>
/// <param name="folder">The directory of its models.</param>
internal sealed class DatabaseStudy(string address, StudyHeader header, StudyFolder folder) : IStudySource
{
    public IReadOnlyList<StudyEntry> List() => [new StudyEntry(header.Name, DateTimeOffset.Now, IsLive: true)];

    public IStudyFeed? Open(string name) =>
        name == header.Name ? new StudyFeed(Connect(), folder, () => true, Connect) : null;

    private PostgresTrialStore Connect() => PostgresTrialStore.Open(address, header, StudyMode.Resume);
}
