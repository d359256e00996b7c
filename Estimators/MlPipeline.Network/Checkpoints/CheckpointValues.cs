using System.Runtime.InteropServices;

namespace MlPipeline.Network.Checkpoints;

/// <summary>Blocks of numbers in a checkpoint, each with its length before it.</summary>
internal static class CheckpointValues
{
    public static void WriteBlock<T>(this BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <exception cref="CheckpointException">The block has another length, or the file ends.</exception>
    public static void ReadBlock<T>(this BinaryReader reader, Span<T> values)
        where T : unmanaged
    {
        int length = reader.ReadInt32();
        if (length != values.Length)
            throw new CheckpointException(
                $"The checkpoint holds {length} values where this training has {values.Length}; train without resuming."
            );
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values));
    }

    public static void Write(this BinaryWriter writer, Evaluation figures)
    {
        writer.Write(figures.Loss);
        writer.Write(figures.Accuracy);
    }

    public static Evaluation ReadEvaluation(this BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble());
}
