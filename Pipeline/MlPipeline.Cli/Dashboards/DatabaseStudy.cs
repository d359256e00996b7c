using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Reporting;
using MlPipeline.Dashboard;

namespace MlPipeline.Cli.Dashboards;

/// <summary>The one study in a database that this process is at.</summary>
/// <param name="address">Of the database.</param>
/// <param name="header">The study.</param>
/// <param name="folder">Where its models go.</param>
internal sealed class DatabaseStudy(string address, StudyHeader header, StudyFolder folder) : IStudySource
{
    public IReadOnlyList<StudyEntry> List() => [new StudyEntry(header.Name, DateTimeOffset.Now, IsLive: true)];

    public IStudyFeed? Open(string name) =>
        name == header.Name ? new StudyFeed(Connect(), folder, () => true, Connect) : null;

    private PostgresTrialStore Connect() => PostgresTrialStore.Open(address, header, StudyOpening.GoOn);
}
