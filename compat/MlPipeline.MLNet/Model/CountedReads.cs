namespace Microsoft.ML.Model;

/// <summary>Counts in files, checked before memory is taken: what they count must be there.</summary>
internal static class CountedReads
{
    /// <summary>Reads how many things follow.</summary>
    /// <param name="reader">Of a stream whose length is known.</param>
    /// <param name="bytesEach">The fewest bytes that each of them takes.</param>
    /// <param name="things">What they are, for the error.</param>
    /// <exception cref="FormatException">So many cannot follow.</exception>
    public static int ReadCount(this BinaryReader reader, int bytesEach, string things) => reader.CheckCount(reader.ReadInt32(), bytesEach, things);

    /// <summary>Checks how many things follow.</summary>
    /// <inheritdoc cref="ReadCount"/>
    public static int CheckCount(this BinaryReader reader, int count, int bytesEach, string things)
    {
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && count <= left / bytesEach
            ? count
            : throw new FormatException($"Corrupt model: it says that {count} {things} follow, in {left} bytes.");
    }
}
