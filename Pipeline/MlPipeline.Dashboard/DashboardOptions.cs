using System.Net;

namespace MlPipeline.Dashboard;

/// <summary>Where a dashboard is served, and to whom.</summary>
public sealed record DashboardOptions
{
    /// <summary>The port unless told otherwise.</summary>
    public const int DefaultPort = 7117;

    /// <summary>The address to listen at. Default: this machine alone, 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 0 to 65535; 0 for any that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Ports that are tried after <see cref="Port"/> where that is taken; 0 or more. Default: 0.</summary>
    public int MorePorts { get; init; }

    /// <summary>
    /// What a visitor must know, at least 16 characters. Default: nothing where the dashboard listens to this machine
    /// alone, else a random one.
    /// </summary>
    public string? Token { get; init; }
}
