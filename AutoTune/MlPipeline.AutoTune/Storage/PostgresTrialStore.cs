using Npgsql;

namespace MlPipeline.AutoTune.Storage;

/// <summary>
/// A study in a PostgreSQL database: the same events as in a journal, one a row of the table <c>mlpipeline_event</c>,
/// which is created if missing. Advisory locks, which end with their session, order the writers and show which process
/// is
/// alive.
/// </summary>
public sealed class PostgresTrialStore : TrialStore
{
    private const int ConnectSeconds = 5;

    private readonly NpgsqlConnection _connection;
    private readonly string _where;
    private long _read;

    private PostgresTrialStore(NpgsqlConnection connection, string where, StudyHeader header, StudyMode mode)
    {
        _connection = connection;
        _where = where;
        Header = header;
        connection.Open();
        Execute(
            "CREATE TABLE IF NOT EXISTS mlpipeline_study (name text PRIMARY KEY, header text NOT NULL); CREATE TABLE "
                + "IF NOT EXISTS mlpipeline_event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, study text "
                + "NOT NULL REFERENCES mlpipeline_study, event text NOT NULL); CREATE INDEX IF NOT EXISTS "
                + "mlpipeline_event_study ON mlpipeline_event (study, id)"
        );
        using IDisposable turn = Enter();
        Header = Begin(header, mode);
        Execute("SELECT pg_advisory_lock(hashtextextended($1, 1))", Owner);
    }

    /// <summary>Opens a study.</summary>
    /// <param name="address">
    /// The address of the database: <c>postgresql://user:password@host:port/database</c>, or
    /// <c>Host=...;Database=...</c>.
    /// </param>
    /// <param name="header">The header of the study; an existing study must have the same space.</param>
    /// <param name="mode">Whether the study must exist, or must not.</param>
    /// <exception cref="StudyException">
    /// The database cannot be reached, the study exists or is missing against the mode, or has another space.
    /// </exception>
    public static PostgresTrialStore Open(string address, StudyHeader header, StudyMode mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        ArgumentNullException.ThrowIfNull(header);
        NpgsqlConnectionStringBuilder settings = PostgresAddress.Parse(address);
        // Locks belong to the connection and must end with this store, so it is not pooled.
        settings.Pooling = false;
        settings.Timeout = ConnectSeconds;
        string where = $"{settings.Host}:{settings.Port}/{settings.Database}";
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            return new PostgresTrialStore(connection, where, header, mode);
        }
        catch (Exception error)
        {
            connection.Dispose();
            if (error is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
                throw new StudyException(
                    $"The PostgreSQL at {where} cannot keep the study '{header.Name}': {Reason(error)}; start it, or "
                        + "check its address, user and password.",
                    error
                );
            throw;
        }
    }

    private protected override IDisposable Enter()
    {
        Execute("SELECT pg_advisory_lock(hashtextextended($1, 0))", Header.Name);
        return new Turn(this);
    }

    private protected override IEnumerable<StudyEvent> ReadNew()
    {
        List<string> lines = Guard(() =>
        {
            using NpgsqlCommand command = Command(
                "SELECT id, event FROM mlpipeline_event WHERE study = $1 AND id > $2 ORDER BY id",
                Header.Name,
                _read
            );
            using NpgsqlDataReader rows = command.ExecuteReader();
            List<string> found = [];
            while (rows.Read())
            {
                _read = rows.GetInt64(0);
                found.Add(rows.GetString(1));
            }
            return found;
        });
        return lines.Select(StudyLine.Event);
    }

    private protected override void Append(StudyEvent happened, bool durable) =>
        _read = Guard(() =>
            (long)
                Command(
                        "INSERT INTO mlpipeline_event (study, event) VALUES ($1, $2) RETURNING id",
                        Header.Name,
                        StudyLine.Of(happened)
                    )
                    .ExecuteScalar()!
        );

    private protected override bool IsGone(string owner)
    {
        bool gone = Guard(() =>
            (bool)Command("SELECT pg_try_advisory_lock(hashtextextended($1, 1))", owner).ExecuteScalar()!
        );
        if (gone)
            Execute("SELECT pg_advisory_unlock(hashtextextended($1, 1))", owner);
        return gone;
    }

    private protected override void Close() => _connection.Dispose();

    private protected override StudyException Damaged(FormatException error) =>
        new(
            $"The study '{Header.Name}' at {_where} is damaged: {error.Message.TrimEnd('.')}; restore it, or give "
                + "the study another name.",
            error
        );

    private StudyHeader Begin(StudyHeader header, StudyMode mode)
    {
        string? line = (string?)
            Command("SELECT header FROM mlpipeline_study WHERE name = $1", header.Name).ExecuteScalar();
        if (line == null)
        {
            if (mode == StudyMode.Resume)
                throw new StudyException(
                    $"There is no study '{header.Name}' at {_where} to resume; check the name, or create it."
                );
            Execute("INSERT INTO mlpipeline_study (name, header) VALUES ($1, $2)", header.Name, StudyLine.Of(header));
            return header;
        }
        if (mode == StudyMode.Create)
            throw new StudyException(
                $"The study '{header.Name}' is at {_where} already; resume it, or give another name."
            );
        StudyHeader there = StudyLine.Header(line);
        there.CheckSame(header);
        return there;
    }

    private void Execute(string text, params object[] values) =>
        Guard(() =>
        {
            using NpgsqlCommand command = Command(text, values);
            return command.ExecuteNonQuery();
        });

    private NpgsqlCommand Command(string text, params object[] values)
    {
        var command = new NpgsqlCommand(text, _connection);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            throw new StudyException(
                $"The study '{Header.Name}' at {_where} cannot be read or written: {Reason(error)}; resume it when "
                    + "the database is there again.",
                error
            );
        }
    }

    private static string Reason(Exception error) =>
        (error is PostgresException refused ? refused.MessageText : error.GetBaseException().Message)
            .ReplaceLineEndings(" ")
            .TrimEnd('.');

    /// <summary>Lets only this session write until disposed.</summary>
    private sealed class Turn(PostgresTrialStore store) : IDisposable
    {
        public void Dispose() => store.Execute("SELECT pg_advisory_unlock(hashtextextended($1, 0))", store.Header.Name);
    }
}
