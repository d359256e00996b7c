using System.Diagnostics;

namespace MlPipeline.AutoTune.Tests;

/// <summary>For what another process or a server lets go of a moment after it ended.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Asks until there is an answer.</summary>
    public static T NotNull<T>(Func<T?> ask)
        where T : class
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (ask() is { } answer)
                return answer;
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "There was no answer in time.");
            Thread.Sleep(20);
        }
    }
}
