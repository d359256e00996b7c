namespace MlPipeline.AutoTune.Experiments;

/// <summary>Holds new trials back while the process takes more memory than it may.</summary>
/// <param name="megabytes">What it may take; null: anything.</param>
/// <param name="used">Bytes it takes.</param>
internal sealed class MemoryCap(int? megabytes, Func<long> used)
{
    private const int Megabyte = 1 << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when there is room.</summary>
    /// <param name="running">Trials that run, and may give memory back; null: no more room is wanted.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">There is no room although no trial runs.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Wait(Func<int?> running, CancellationToken cancellation)
    {
        while (megabytes is { } most && used() > (long)most * Megabyte)
        {
            int? trials = running();
            if (trials == null)
                return;
            if (trials == 0)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                GC.Collect();
                long bytes = used();
                if (bytes <= (long)most * Megabyte)
                    return;
                throw new InvalidOperationException(
                    $"The process takes {bytes / Megabyte} MB with no trial running, more than "
                        + $"MaximumMemoryUsageInMegaByte {most}; raise it."
                );
            }
            if (cancellation.WaitHandle.WaitOne(Interval))
                cancellation.ThrowIfCancellationRequested();
        }
    }
}
