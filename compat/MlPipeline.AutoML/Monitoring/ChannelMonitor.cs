using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoML;

/// <summary>Tells the context's log how an experiment gets on.</summary>
internal sealed class ChannelMonitor(IChannel channel, SweepablePipeline pipeline) : IMonitor
{
    public void ReportRunningTrial(TrialSettings settings) => Info($"Running trial {settings.TrialId}");

    public void ReportCompletedTrial(TrialResult result) =>
        Info($"Completed trial {IdOf(result)}: metric {result.Metric}, {result.DurationInMilliseconds:0} ms");

    public void ReportBestTrial(TrialResult result) =>
        Info($"Best trial {IdOf(result)}: metric {result.Metric}, {pipeline.ToString(result.TrialSettings.Parameter)}");

    public void ReportFailTrial(TrialSettings settings, Exception? exception = null) =>
        Info($"Failed trial {settings.TrialId}: {exception?.Message}");

    private void Info(FormattableString message) =>
        channel.Send(
            new ChannelMessage(
                ChannelMessageKind.Info,
                MessageSensitivity.Unknown,
                message.ToString(CultureInfo.InvariantCulture)
            )
        );

    private static int IdOf(TrialResult result) => result.TrialSettings.TrialId;
}
