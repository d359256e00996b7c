using System.Runtime.ExceptionServices;
using MlPipeline.Datasets;

namespace MlPipeline.Cli.Commands;

/// <summary>Errors of pictures, which ML.NET wraps where its own threads read data.</summary>
internal static class PictureErrors
{
    /// <summary>Reads pictures.</summary>
    /// <exception cref="DatasetException">A picture cannot be read; the message names it.</exception>
    public static T Unwrapped<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not DatasetException && Inner(error) is { } picture)
        {
            ExceptionDispatchInfo.Throw(picture);
            throw;
        }
    }

    private static DatasetException? Inner(Exception error)
    {
        for (Exception? inner = error.InnerException; inner != null; inner = inner.InnerException)
            if (inner is DatasetException found)
                return found;
        return null;
    }
}
