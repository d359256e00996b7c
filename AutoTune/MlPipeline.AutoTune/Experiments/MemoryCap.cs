namespace MlPipeline.AutoTune.Experiments;

/// <summary>Delays new trials while the process uses more memory than allowed.</summary>
/// <param name="megabytes">The limit; null for none.</param>
/// <param name="used">Gets the bytes in use.</param>
internal sealed class MemoryCap(int? megabytes, Func<long> used)
{
    private const int Megabyte = 1 << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the process is below the limit.</summary>
    /// <param name="running">The number of running trials, which may free memory; null to stop waiting.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The limit is exceeded although no trial runs.</exception>
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
