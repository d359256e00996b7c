using MlPipeline.AutoTune.Storage;

namespace MlPipeline.AutoTune.Tests.Storage;

public sealed class PostgresContractTests(PostgresServer server)
    : SharedTrialStoreContract,
        IClassFixture<PostgresServer>
{
    // One server serves all tests, so each has names of its own.
    private readonly string _suffix = Guid.NewGuid().ToString("N");

    protected override ITrialStore Open(StudyHeader header, StudyMode mode)
    {
        Skip.If(server.Missing != null, $"Skipped: {server.Missing}.");
        try
        {
            return new Renamed(
                PostgresTrialStore.Open(server.Address, header with { Name = header.Name + _suffix }, mode),
                header.Name
            );
        }
        catch (StudyException error)
        {
            throw new StudyException(error.Message.Replace(_suffix, "", StringComparison.Ordinal), error);
        }
    }

    /// <summary>A store under the name that the contract gave it.</summary>
    private sealed class Renamed(ITrialStore store, string name) : ITrialStore
    {
        public StudyHeader Header => store.Header with { Name = name };

        public IReadOnlyList<TrialRecord> Trials => store.Trials;

        public TrialRecord TrialOf(int id) => store.TrialOf(id);

        public IReadOnlyList<StudyEvent> EventsAfter(int count) => store.EventsAfter(count);

        public void Refresh() => store.Refresh();

        public TrialRecord? Begin(Func<int, TrialProposal?> propose) => store.Begin(propose);

        public TrialRecord? Reclaim() => store.Reclaim();

        public void Report(int trial, EpochReport report) => store.Report(trial, report);

        public void RequestStop(int trial) => store.RequestStop(trial);

        public void Finish(int trial, TrialOutcome outcome) => store.Finish(trial, outcome);

        public void Release(int trial) => store.Release(trial);

        public void Dispose() => store.Dispose();
    }
}

public class PostgresTests
{
    [Fact]
    public void A_database_that_is_not_there_is_one_sentence_without_the_password()
    {
        string message = Assert
            .Throws<StudyException>(() =>
                PostgresTrialStore.Open("postgresql://me:secret@127.0.0.1:1/tuning", Headers.Sample(), StudyMode.Create)
            )
            .Message;
        Assert.StartsWith(
            "The PostgreSQL at 127.0.0.1:1/tuning cannot keep the study 'sample': ",
            message,
            StringComparison.Ordinal
        );
        Assert.EndsWith("start it, or check its address, user and password.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("postgresql://a%40b:p%3Aw@host:5433/my%20db", "host", 5433, "a@b", "p:w", "my db")]
    [InlineData("postgres://host/db", "host", 5432, null, null, "db")]
    [InlineData("Host=h;Port=1;Username=u;Password=p;Database=d", "h", 1, "u", "p", "d")]
    public void Addresses_are_read_as_URIs_and_as_settings(
        string text,
        string host,
        int port,
        string? user,
        string? password,
        string database
    )
    {
        Npgsql.NpgsqlConnectionStringBuilder settings = PostgresAddress.Parse(text);
        Assert.Equal(
            (host, port, user, password, database),
            (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database)
        );
    }

    [Fact]
    public void An_address_that_cannot_be_read_is_one_sentence_without_it() =>
        Assert.Equal(
            "The address of the PostgreSQL cannot be read; give postgresql://user:password@host:port/database.",
            Assert.Throws<StudyException>(() => PostgresAddress.Parse("postgresql://me:secret@ho st:x/")).Message
        );
}
