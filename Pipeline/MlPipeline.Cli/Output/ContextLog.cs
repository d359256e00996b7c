using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlPipeline.Cli.Output;

/// <summary>
/// Writes ML.NET's messages to standard error through Microsoft.Extensions.Logging: warnings and errors, or with
/// --verbose informational messages as well.
/// </summary>
internal sealed partial class ContextLog : IDisposable
{
    // Created with the first message: setting up console logging takes 50 ms, and most runs write nothing.
    private readonly Lazy<ILoggerFactory> _factory = new(CreateFactory);
    private readonly Lazy<ILogger> _logger;
    private readonly LogLevel _least;

    public ContextLog(MLContext context, bool verbose)
    {
        _least = verbose ? LogLevel.Information : LogLevel.Warning;
        _logger = new Lazy<ILogger>(() => _factory.Value.CreateLogger("ML.NET"));
        context.Log += (_, message) =>
        {
            LogLevel level = LevelOf(message.Kind);
            if (level >= _least)
                Log(_logger.Value, level, message.Source, message.RawMessage);
        };
    }

    public void Dispose()
    {
        if (_factory.IsValueCreated)
            _factory.Value.Dispose();
    }

    private static ILoggerFactory CreateFactory() =>
        LoggerFactory.Create(builder =>
            builder
                .SetMinimumLevel(LogLevel.Trace)
                .AddSimpleConsole(options =>
                {
                    options.SingleLine = true;
                    options.TimestampFormat = "HH:mm:ss ";
                })
                .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace)
        );

    private static LogLevel LevelOf(ChannelMessageKind kind) =>
        kind switch
        {
            ChannelMessageKind.Error => LogLevel.Error,
            ChannelMessageKind.Warning => LogLevel.Warning,
            ChannelMessageKind.Info => LogLevel.Information,
            _ => LogLevel.Trace,
        };

    [LoggerMessage(Message = "{Source}: {Text}")]
    private static partial void Log(ILogger logger, LogLevel level, string source, string text);
}
