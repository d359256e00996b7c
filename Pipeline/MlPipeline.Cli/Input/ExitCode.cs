using MlPipeline.AutoTune.Storage;
using MlPipeline.Cli.Benchmarking;
using MlPipeline.Datasets;
using MlPipeline.Foundation;
using MlPipeline.Network;

namespace MlPipeline.Cli.Input;

/// <summary>The exit codes of the program, and the exceptions that lead to them.</summary>
internal static class ExitCode
{
    /// <summary>The command succeeded.</summary>
    public const int Done = 0;

    /// <summary>The user's input is invalid.</summary>
    public const int BadInput = 2;

    /// <summary>
    /// The command failed while it ran: a full disk, a training that diverged, a defect of this program.
    /// </summary>
    public const int Failed = 3;

    /// <summary>The command was interrupted; state that can be resumed was saved.</summary>
    public const int Interrupted = 130;

    /// <summary>Gets the exit code for an exception.</summary>
    public static int Of(Exception error) =>
        error switch
        {
            OperationCanceledException => Interrupted,
            _ when IsFailure(error) => Failed,
            InputException or DatasetException or StudyException or ArgumentException or FormatException => BadInput,
            InvalidOperationException or IOException or UnauthorizedAccessException => BadInput,
            _ => Failed,
        };

    /// <summary>
    /// Whether an exception's message is a sentence for people; otherwise it is a defect, and its stack trace helps.
    /// </summary>
    public static bool HasSentence(Exception error) => Of(error) == BadInput || IsFailure(error);

    private static bool IsFailure(Exception error) =>
        error is TrainingDivergedException or PeerFailedException or OutOfMemoryException
        || DiskFull.Caused(error)
        || Chain(error).Any(at => at is FileWriteException)
        // A folder that permits no writing is not a mistake in the command.
        || error is StudyException { InnerException: UnauthorizedAccessException };

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (Exception? at = error; at != null; at = at.InnerException)
            yield return at;
    }
}
