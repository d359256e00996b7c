using System.Diagnostics;
using MlPipeline.Foundation;

namespace MlPipeline.Network.Checkpoints;

/// <summary>Writes the checkpoints of a training when they are due.</summary>
/// <param name="options">Where and how often.</param>
/// <param name="fingerprint">What the training is of.</param>
/// <param name="save">Writes its state.</param>
/// <param name="observer">Told of checkpoints that could not be written.</param>
internal sealed class CheckpointWriter(
    CheckpointOptions options,
    (string Name, string Value)[] fingerprint,
    Action<BinaryWriter> save,
    ITrainingObserver? observer
)
{
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Reads the checkpoint.</summary>
    /// <param name="restore">Reads the state, given the number of epochs of the training that wrote it.</param>
    /// <exception cref="CheckpointException">
    /// There is no checkpoint, or it is damaged or of another training.
    /// </exception>
    public void Resume(Action<BinaryReader, int> restore) =>
        CheckpointFile.Read(
            options.Path,
            reader =>
            {
                int epochs = Fingerprint.Check(reader, fingerprint, options.Path);
                restore(reader, epochs);
            }
        );

    public void AfterStep()
    {
        if (options.EveryTime is { } time && Stopwatch.GetElapsedTime(_last) >= time)
            WriteOrWarn();
    }

    public void AfterEpoch(int epoch, bool isLast)
    {
        if (isLast || (options.EveryEpochs > 0 && epoch % options.EveryEpochs == 0))
            WriteOrWarn();
    }

    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public void WriteOrThrow()
    {
        _last = Stopwatch.GetTimestamp();
        CheckpointFile.Write(
            options.Path,
            writer =>
            {
                Fingerprint.Write(writer, fingerprint);
                save(writer);
            }
        );
    }

    // A disk that is full now may have room later, and hours of training are worth more than a checkpoint.
    private void WriteOrWarn()
    {
        try
        {
            WriteOrThrow();
        }
        catch (FileWriteException error)
        {
            observer?.OnWarning($"The checkpoint {error.Message.TrimEnd('.')}, and training goes on.");
        }
    }
}
