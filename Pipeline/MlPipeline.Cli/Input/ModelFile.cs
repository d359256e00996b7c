using Microsoft.ML;
using MlPipeline.Foundation;

namespace MlPipeline.Cli.Input;

/// <summary>Saves and loads models.</summary>
internal static class ModelFile
{
    /// <summary>
    /// Saves a model as an ML.NET zip file, whole or not at all: a model that is there stays until this one is
    /// complete.
    /// </summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public static void Save(MLContext context, ITransformer model, DataViewSchema input, string path) =>
        AtomicFile.Write(path, file => context.Model.Save(model, input, file));

    /// <summary>Loads a model.</summary>
    /// <exception cref="InputException">The file is missing or is not a model.</exception>
    public static ITransformer Load(MLContext context, string path) => Load(context, path, out _);

    /// <inheritdoc cref="Load(MLContext, string)"/>
    /// <param name="context">The context.</param>
    /// <param name="path">The file.</param>
    /// <param name="input">The input columns of the model; null if the file does not have them.</param>
    public static ITransformer Load(MLContext context, string path, out DataViewSchema? input)
    {
        if (Directory.Exists(path))
            throw new InputException($"'{path}' is a folder; give the file of a model.");
        if (!File.Exists(path))
            throw new InputException(
                $"There is no model '{path}'; check --model, or train one with 'mlpipeline train --model {path}'."
            );
        try
        {
            return context.Model.Load(path, out input);
        }
        catch (FormatException error) when (error.InnerException is InvalidDataException)
        {
            throw new InputException(
                $"'{path}' is no model: it is not a zip file, or is damaged; train it again with 'mlpipeline train "
                    + $"--model {path}'."
            );
        }
        catch (Exception error) when (error is not (OutOfMemoryException or FileWriteException))
        {
            // ML.NET wraps what a loader throws several times over; the reason is in the innermost.
            throw new InputException(
                $"'{path}' is no model that can be loaded: {error.GetBaseException().Message.TrimEnd('.')}."
            );
        }
    }
}
