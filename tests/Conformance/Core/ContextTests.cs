using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlPipeline.Conformance.Tests.Core;

public class ContextTests
{
    [Fact]
    public void A_message_names_its_host_its_channel_and_its_kind()
    {
        var context = new MLContext(seed: 1);
        List<LoggingEventArgs> log = [];
        context.Log += (_, message) => log.Add(message);
        using (IChannel channel = ((IHostEnvironment)context).Register("Trainer").Start("Training"))
        {
            channel.Warning(MessageSensitivity.None, "{0} of {1} rows", 3, 4.5);
        }
        LoggingEventArgs warning = Assert.Single(log, message => message.Kind == ChannelMessageKind.Warning);
        Assert.Equal("Trainer; Training", warning.Source);
        Assert.Equal("3 of 4.5 rows", warning.RawMessage);
        Assert.Equal("[Source=Trainer; Training, Kind=Warning] 3 of 4.5 rows", warning.Message);
    }

    [Fact]
    public void A_channel_logs_its_start_and_end_once()
    {
        var context = new MLContext(seed: 1);
        List<string> log = [];
        context.Log += (_, message) => log.Add(message.RawMessage);
        IChannel channel = ((IHostEnvironment)context).Start("Reading");
        channel.Dispose();
        channel.Dispose();
        Assert.Equal(3, log.Count);
        Assert.Equal("Channel started", log[0]);
        Assert.Matches(@"^Channel finished\. Elapsed \d\d:\d\d:\d\d(\.\d+)?\.$", log[1]);
        Assert.Equal("Channel disposed", log[2]);
    }

    [Fact]
    public void Braces_in_a_message_without_arguments_are_text()
    {
        var context = new MLContext(seed: 1);
        string? text = null;
        context.Log += (_, message) => text = message.Kind == ChannelMessageKind.Info ? message.RawMessage : text;
        using IChannel channel = ((IHostEnvironment)context).Start("Reading");
        channel.Info(MessageSensitivity.None, "{name}");
        Assert.Equal("{name}", text);
    }

    [Fact]
    public void The_same_seed_gives_every_component_the_same_numbers()
    {
        static int[] Numbers(int? seed)
        {
            IHostEnvironment context = new MLContext(seed);
            IHost first = context.Register("First"), second = context.Register("Second");
            return [first.Rand.Next(), second.Rand.Next(), first.Register("Inner").Rand.Next(), second.Register("Inner", seed: 5).Rand.Next()];
        }

        Assert.Equal(Numbers(7), Numbers(7));
        Assert.NotEqual(Numbers(7), Numbers(8));
        Assert.NotEqual(Numbers(null), Numbers(null));
        Assert.Equal(4, Numbers(7).Distinct().Count());
    }

    [Fact]
    public void Options_are_kept_by_name()
    {
        var context = new MLContext();
        context.SetOption("Depth", 3);
        Assert.True(context.TryGetOption("Depth", out int depth));
        Assert.Equal(3, depth);
        Assert.False(context.TryAddOption("Depth", 4));
        Assert.Equal(3, context.GetOptionOrDefault<int>("Depth"));
        Assert.True(context.RemoveOption("Depth"));
        Assert.False(context.TryGetOption("Depth", out int _));
        Assert.Equal(0, context.GetOptionOrDefault<int>("Depth"));
    }

    [Fact]
    public void Cancelling_stops_whoever_asks()
    {
        var context = new MLContext();
        IHost host = ((IHostEnvironment)context).Register("Trainer");
        host.CheckAlive();
        context.CancelExecution();
        Assert.Throws<OperationCanceledException>(host.CheckAlive);
    }
}
