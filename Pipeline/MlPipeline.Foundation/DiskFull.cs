namespace MlPipeline.Foundation;

/// <summary>Recognizes a full disk, for which .NET has no exception of its own.</summary>
public static class DiskFull
{
    private const int NoSpaceOnUnix = 28;
    private const int QuotaOnUnix = 122;
    private const int QuotaOnMacOS = 69;
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>Whether a full disk or an exhausted quota is the cause of an exception, or of one inside it.</summary>
    public static bool Caused(Exception error)
    {
        for (Exception? at = error; at != null; at = at.InnerException)
            if (at is IOException && IsFull(at.HResult))
                return true;
        return false;
    }

    private static bool IsFull(int result) =>
        OperatingSystem.IsWindows()
            ? result is HandleDiskFullOnWindows or DiskFullOnWindows
            : result is NoSpaceOnUnix || result == (OperatingSystem.IsMacOS() ? QuotaOnMacOS : QuotaOnUnix);
}
