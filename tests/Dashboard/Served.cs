using System.Net;

namespace MlPipeline.Dashboard.Tests;

/// <summary>A server on a free port, and a client that does what a browser would not.</summary>
internal sealed class Served : IAsyncDisposable
{
    private Served(DashboardServer server)
    {
        Server = server;
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = server.Address,
        };
    }

    public DashboardServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<Served> StartAsync(
        IStudySource source,
        IPAddress? address = null,
        string? token = null,
        int port = 0
    ) =>
        new(
            await DashboardServer.StartAsync(
                source,
                new DashboardOptions
                {
                    Port = port,
                    Address = address ?? IPAddress.Loopback,
                    Token = token,
                }
            )
        );

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
