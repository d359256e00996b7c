using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MlPipeline.Dashboard;

/// <summary>
/// Serves studies as a live web page until it is disposed. It answers only the requests of its page, and the page
/// loads nothing from elsewhere.
/// </summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private const int TokenBytes = 16;
    private const int LeastToken = 16;
    private const int LastPort = 65535;

    private readonly WebApplication _server;
    private readonly string? _token;

    private DashboardServer(WebApplication server, string? token)
    {
        _server = server;
        _token = token;
    }

    /// <summary>The address of the page, including the token if there is one.</summary>
    public Uri Address
    {
        get
        {
            var listening = new Uri(
                _server
                    .Services.GetRequiredService<IServer>()
                    .Features.Get<IServerAddressesFeature>()!
                    .Addresses.First()
            );
            // An address that stands for all addresses of this machine cannot be opened in a browser.
            string host = listening.Host is "0.0.0.0" or "[::]" ? Dns.GetHostName() : listening.Host;
            return new Uri(
                $"http://{host}:{listening.Port}/{(_token == null ? "" : $"?token={Uri.EscapeDataString(_token)}")}"
            );
        }
    }

    /// <summary>Starts the server.</summary>
    /// <param name="source">The studies.</param>
    /// <param name="options">The address, the port and the token.</param>
    /// <param name="cancellation">Cancels the start.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="IOException">The port is taken, or the address does not belong to this machine.</exception>
    public static async Task<DashboardServer> StartAsync(
        IStudySource source,
        DashboardOptions options,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Port is < 0 or > LastPort)
            throw new ArgumentException(
                $"The port is {options.Port}; give one from 0, for any that is free, to {LastPort}.",
                nameof(options)
            );
        if (options.Token is { Length: < LeastToken })
            throw new ArgumentException(
                $"The token has {options.Token.Length} characters; give at least {LeastToken}.",
                nameof(options)
            );
        string? token =
            options.Token
            ?? (
                IPAddress.IsLoopback(options.Address)
                    ? null
                    : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes))
            );
        for (int port = options.Port; ; port++)
        {
            try
            {
                return await StartAsync(source, options.Address, port, token, cancellation).ConfigureAwait(false);
            }
            catch (IOException error) when (error.InnerException is AddressInUseException)
            {
                if (port < Math.Min(options.Port + options.MorePorts, LastPort))
                    continue;
                throw new IOException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Port {port} of {options.Address} is taken by another program; give another one."
                    ),
                    error
                );
            }
            catch (Exception error) when (error is System.Net.Sockets.SocketException or IOException)
            {
                throw new IOException(
                    $"The dashboard cannot listen at {options.Address}: {error.Message.TrimEnd('.')}; give an "
                        + "address of this machine.",
                    error
                );
            }
        }
    }

    /// <summary>Sends the last updates to clients and stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<DashboardServer> StartAsync(
        IStudySource source,
        IPAddress address,
        int port,
        string? token,
        CancellationToken cancellation
    )
    {
        // Empty: no settings of the environment or of files in the working directory, no logging.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(address, port);
            });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        WebApplication server = builder.Build();
        try
        {
            server.Use((context, next) => new AccessGuard(token).InvokeAsync(context, next));
            server.UseRouting();
            new StudyEndpoints(source, server.Lifetime.ApplicationStopping).Map(server);
            await server.StartAsync(cancellation).ConfigureAwait(false);
            return new DashboardServer(server, token);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ignores signals, which the program that hosts the server handles.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
