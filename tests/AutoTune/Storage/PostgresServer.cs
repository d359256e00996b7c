using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MlPipeline.AutoTune.Tests.Storage;

/// <summary>A PostgreSQL of our own, for as long as the tests run; where the machine has one installed.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly string[] Places = ["/usr/lib/postgresql", "/usr/local/bin", "/usr/bin"];

    private readonly TemporaryDirectory? _directory;
    private readonly Process? _server;

    public PostgresServer()
    {
        if (Find("initdb") is not { } initdb || Find("postgres") is not { } postgres)
        {
            Missing = "there is no PostgreSQL (initdb, postgres) on this machine";
            return;
        }
        _directory = new TemporaryDirectory();
        string data = _directory.Of("data");
        int port = FreePort();
        // A server does not run as root; another user then needs the directory.
        string[] user = Environment.UserName == "root" ? ["runuser", "-u", "nobody", "--"] : [];
        if (user.Length > 0)
            Run("chown", "nobody", _directory.Path);
        string[] init = [.. user, initdb, "-D", data, "-U", "mlpipeline", "--auth=trust", "--no-sync", "-E", "UTF8"];
        if (Run(init[0], init[1..]) is { } problem)
        {
            Missing = $"initdb failed: {problem}";
            return;
        }
        string[] start =
        [
            .. user,
            postgres,
            "-D",
            data,
            "-p",
            $"{port}",
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            $"unix_socket_directories={_directory.Path}",
            "-c",
            "fsync=off",
        ];
        _server = Process.Start(
            new ProcessStartInfo(start[0], start[1..]) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginErrorReadLine();
        Address = $"postgresql://mlpipeline@127.0.0.1:{port}/postgres";
        if (!Answers(port))
            Missing = "the PostgreSQL server did not start within 30 seconds";
    }

    /// <summary>Why there is none; null where there is.</summary>
    public string? Missing { get; }

    public string Address { get; } = "";

    public void Dispose()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill(entireProcessTree: true);
            _server.WaitForExit();
        }
        _server?.Dispose();
        _directory?.Dispose();
    }

    private static string? Find(string program) =>
        Places
            .Where(Directory.Exists)
            .SelectMany(place =>
                place == Places[0]
                    ? Directory.GetDirectories(place).OrderDescending().Select(version => Path.Combine(version, "bin"))
                    : [place]
            )
            .Select(place => Path.Combine(place, program))
            .FirstOrDefault(File.Exists);

    private static string? Run(string program, params string[] args)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, args)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                WorkingDirectory = "/",
            }
        )!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error + output.Result;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Answers(int port)
    {
        for (int i = 0; i < 300; i++, Thread.Sleep(100))
        {
            try
            {
                using var connection = new Npgsql.NpgsqlConnection(
                    $"Host=127.0.0.1;Port={port};Username=mlpipeline;Database=postgres;Pooling=false;Timeout=2"
                );
                connection.Open();
                return true;
            }
            catch (Npgsql.NpgsqlException) { }
        }
        return false;
    }
}
