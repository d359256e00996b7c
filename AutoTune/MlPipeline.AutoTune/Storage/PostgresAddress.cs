using Npgsql;

namespace MlPipeline.AutoTune.Storage;

/// <summary>Parses the address of a PostgreSQL database.</summary>
internal static class PostgresAddress
{
    private static readonly string[] Schemes = ["postgresql", "postgres"];

    /// <summary>Whether a text is the address of a database rather than a directory.</summary>
    public static bool IsOne(string text) =>
        Schemes.Any(scheme => text.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="StudyException">It is neither.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            if (!IsOne(text))
                return new NpgsqlConnectionStringBuilder(text);
            var address = new Uri(text);
            string[] user = address.UserInfo.Split(':', 2);
            var settings = new NpgsqlConnectionStringBuilder
            {
                Host = address.Host,
                Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
            };
            if (address.Port > 0)
                settings.Port = address.Port;
            if (user[0].Length > 0)
                settings.Username = Uri.UnescapeDataString(user[0]);
            if (user.Length > 1)
                settings.Password = Uri.UnescapeDataString(user[1]);
            return settings;
        }
        catch (Exception error) when (error is UriFormatException or ArgumentException)
        {
            // The text may hold a password, so it is not repeated.
            throw new StudyException(
                "The address of the PostgreSQL cannot be read; give postgresql://user:password@host:port/database.",
                error
            );
        }
    }
}
