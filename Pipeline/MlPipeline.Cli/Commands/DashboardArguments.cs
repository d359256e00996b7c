using System.CommandLine;
using System.Net;
using MlPipeline.Cli.Input;
using MlPipeline.Dashboard;

namespace MlPipeline.Cli.Commands;

/// <summary>Options for the address of a dashboard.</summary>
internal sealed class DashboardArguments
{
    private const int MorePorts = 20;

    private readonly Option<int?> _port = new("--port")
    {
        Description =
            $"Port of the dashboard; 0 for any that is free. Default: {DashboardOptions.DefaultPort}, or one after "
            + "it that is free.",
    };
    private readonly Option<string?> _listen = new("--listen")
    {
        Description =
            "Address of this machine at which others may open the dashboard, such as 0.0.0.0 for all of its "
            + "addresses; they need the token. Default: only this machine.",
    };
    private readonly Option<string?> _token = new("--token")
    {
        Description = "Token that --listen requires, 16 characters or more. Default: a random one, which is printed.",
    };

    public IEnumerable<Option> Options => [_port, _listen, _token];

    /// <summary>The first of the options that was given; null for none.</summary>
    public string? Given(ParseResult parsed) =>
        Options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <exception cref="InputException">A value is invalid.</exception>
    public DashboardOptions Read(ParseResult parsed)
    {
        int? port = parsed.GetValue(_port);
        if (port is < 0 or > IPEndPoint.MaxPort)
            throw new InputException($"{_port.Name} is {port}; give a number from 0 to {IPEndPoint.MaxPort}.");
        string? listen = parsed.GetValue(_listen);
        string? token = parsed.GetValue(_token);
        IPAddress? address = IPAddress.Loopback;
        if (listen != null && !IPAddress.TryParse(listen, out address))
            throw new InputException(
                $"{_listen.Name} is '{listen}'; give an address of this machine, such as 192.168.1.5, or 0.0.0.0 for "
                    + "all."
            );
        if (token is { Length: < 16 })
            throw new InputException($"{_token.Name} has {token.Length} characters; give 16 or more.");
        return new DashboardOptions
        {
            Address = address!,
            Port = port ?? DashboardOptions.DefaultPort,
            MorePorts = port == null ? MorePorts : 0,
            Token = token,
        };
    }
}
