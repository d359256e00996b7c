using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlPipeline.Cli.Output;

/// <summary>ML.NET's messages as Microsoft.Extensions.Logging output on standard error: warnings, or with --verbose all that is worth knowing.</summary>
internal sealed partial class ContextLog : IDisposable
{
    private readonly ILoggerFactory _factory;
    private readonly ILogger _logger;

    public ContextLog(MLContext context, bool verbose)
    {
        _factory = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning)
            .AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = "HH:mm:ss ";
            })
            .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace));
        _logger = _factory.CreateLogger("ML.NET");
        context.Log += (_, message) =>
        {
            LogLevel level = LevelOf(message.Kind);
            if (_logger.IsEnabled(level)) Log(_logger, level, message.Source, message.RawMessage);
        };
    }

    public void Dispose() => _factory.Dispose();

    private static LogLevel LevelOf(ChannelMessageKind kind) => kind switch
    {
        ChannelMessageKind.Error => LogLevel.Error,
        ChannelMessageKind.Warning => LogLevel.Warning,
        ChannelMessageKind.Info => LogLevel.Information,
        _ => LogLevel.Trace,
    };

    [LoggerMessage(Message = "{Source}: {Text}")]
    private static partial void Log(ILogger logger, LogLevel level, string source, string text);
}
