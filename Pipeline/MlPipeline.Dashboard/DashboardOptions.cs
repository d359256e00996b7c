using System.Net;

namespace MlPipeline.Dashboard;

/// <summary>The address, the port and the token of a dashboard.</summary>
public sealed record DashboardOptions
{
    /// <summary>The default port.</summary>
    public const int DefaultPort = 7117;

    /// <summary>The address to listen at. Default: 127.0.0.1, which only this machine can reach.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 0 to 65535; 0 for any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>How many ports after <see cref="Port"/> are tried if it is taken; at least 0. Default: 0.</summary>
    public int MorePorts { get; init; }

    /// <summary>
    /// The token that requests must have, at least 16 characters. Default: none if the dashboard listens to this
    /// machine
    /// only, otherwise a random one.
    /// </summary>
    public string? Token { get; init; }
}
