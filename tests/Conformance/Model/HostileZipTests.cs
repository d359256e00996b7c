using System.Buffers.Binary;
using System.Text;
using Microsoft.ML;

namespace MlPipeline.Conformance.Tests.Model;

/// <summary>Files that were made to harm whoever loads them are refused with one sentence, before they cost anything.</summary>
public class HostileZipTests
{
    private const long LittleMemory = 64L << 20;

    private static readonly ModelZip Model = ModelZip.OfManyTransforms();

    [SkippableFact]
    public void The_model_that_is_tampered_with_loads_as_it_is() => Assert.NotNull(Load(ModelZip.Zip(Model.Entries)));

    [SkippableFact]
    public void A_zip_bomb_is_not_inflated()
    {
        MemoryStream bomb = Model.With("TransformerChain/padding", new byte[200 << 20]);
        Assert.True(bomb.Length < 1 << 20);
        AssertRefused(bomb, "inflate to");
    }

    [SkippableFact]
    public void Entries_that_lead_out_of_the_zip_are_refused()
    {
        foreach (string name in new[] { "../evil.dll", "TransformerChain/../../evil", "/etc/passwd", "C:\\evil", "a\\..\\b", "./Model.key", "\\\\host\\share" })
            AssertRefused(Model.With(name, [1]), "leads out of the zip");
    }

    [SkippableFact]
    public void A_zip_of_too_many_entries_is_refused() =>
        AssertRefused(ModelZip.Zip(Model.Entries.Concat(Enumerable.Range(0, 10_001).Select(i => ($"e{i}", Array.Empty<byte>())))), "entries");

    [SkippableFact]
    public void Models_inside_of_models_without_end_are_refused() =>
        AssertRefused(Model.With(string.Concat(Enumerable.Repeat("TransformerChain/", 3000)) + "Model.key", [1]), "levels deep");

    [SkippableFact]
    public void Two_entries_of_one_name_are_refused() => AssertRefused(Model.With(Model.Entries[1].Name, [1]), "two entries");

    [SkippableTheory]
    [InlineData(0x7FFFFFF0, "cannot be")]
    [InlineData(100, "than the")]
    public void A_size_that_the_content_does_not_have_is_refused(int more, string message)
    {
        byte[] zip = ModelZip.Zip(Model.Entries).ToArray();
        (int local, int central) = Places(zip, "TransformerChain/Model.key");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(central + 24));
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(central + 24), length + (uint)more);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(local + 22), length + (uint)more);
        AssertRefused(new MemoryStream(zip), message);
    }

    [SkippableFact]
    public void A_content_that_is_longer_than_it_says_is_refused()
    {
        byte[] zip = ModelZip.Zip(Model.Entries).ToArray();
        (int local, int central) = Places(zip, "TransformerChain/Model.key");
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(central + 24), 300);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(local + 22), 300);
        AssertRefused(new MemoryStream(zip), "TransformerChain/Model.key");
    }

    [SkippableFact]
    public void A_wrong_checksum_is_refused()
    {
        byte[] zip = ModelZip.Zip(Model.Entries).ToArray();
        (int local, int central) = Places(zip, "TransformerChain/Model.key");
        zip[central + 16] ^= 1;
        zip[local + 14] ^= 1;
        AssertRefused(new MemoryStream(zip), "checksum");
    }

    [SkippableFact]
    public void A_file_that_breaks_off_is_refused()
    {
        byte[] zip = ModelZip.Zip(Model.Entries).ToArray();
        for (int length = 1; length < zip.Length; length += zip.Length / 40) AssertRefused(new MemoryStream(zip[..length]), "is no model");
    }

    /// <summary>32 bits at every second byte of every part of a model as an absurd number: it loads, or it is refused; nothing else, and cheaply.</summary>
    [SkippableTheory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(1 << 28)]
    public void Absurd_numbers_anywhere_in_a_model_are_refused_or_do_no_harm(int absurd)
    {
        foreach (int entry in Model.Models)
        {
            (int start, int length) = Model.DataOf(entry);
            for (int at = 0; at + sizeof(int) <= length; at += 2)
            {
                byte[] content = [.. Model.Entries[entry].Content];
                BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(start + at), absurd);
                AssertLoadsOrIsRefused(Model.With(entry, content), $"{Model.Entries[entry].Name}, byte {at}");
            }
        }
    }

    [SkippableFact]
    public void Absurd_numbers_anywhere_in_a_header_or_the_schema_are_refused_or_do_no_harm()
    {
        for (int entry = 0; entry < Model.Entries.Count; entry++)
        {
            if (Model.Entries[entry].Name is not ("Schema" or "TransformerChain/Model.key")) continue;
            for (int at = 0; at + sizeof(int) <= Model.Entries[entry].Content.Length; at += 2)
            {
                byte[] content = [.. Model.Entries[entry].Content];
                BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(at), int.MaxValue);
                AssertLoadsOrIsRefused(Model.With(entry, content), $"{Model.Entries[entry].Name}, byte {at}");
            }
        }
    }

    [SkippableTheory]
    [InlineData("System.Formats.Tar")]
    [InlineData("System.Formats.Tar, Version=10.0.0.0")]
    [InlineData("../System.Formats.Tar")]
    [InlineData("/tmp/System.Formats.Tar")]
    [InlineData("..\\System.Formats.Tar")]
    public void An_assembly_that_is_not_the_programs_own_is_not_loaded(string assembly)
    {
        const int AtLoader = 0x50, AtAssembly = 0x90, AtAssemblyLength = 0x98;
        int entry = Model.Models.Single(i => Model.Entries[i].Name == "TransformerChain/Model.key");
        byte[] content = [.. Model.Entries[entry].Content];
        Encoding.ASCII.GetBytes("NoSuchLoader\0\0\0\0\0\0\0\0\0\0\0\0").CopyTo(content, AtLoader);
        byte[] name = Encoding.Unicode.GetBytes(assembly);
        name.CopyTo(content, (int)BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(AtAssembly)));
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(AtAssemblyLength), name.Length);

        AssertRefused(Model.With(entry, content), "NoSuchLoader");

        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), loaded => loaded.GetName().Name == "System.Formats.Tar");
    }

    private static ITransformer Load(Stream zip)
    {
        Compat.Only("whose guards are not ours");
        return new MLContext().Model.Load(zip, out _);
    }

    private static void AssertRefused(MemoryStream zip, string message)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<FormatException>(() => Load(zip));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < LittleMemory, $"took {GC.GetAllocatedBytesForCurrentThread() - before} bytes");
    }

    private static void AssertLoadsOrIsRefused(MemoryStream zip, string place)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = Record.Exception(() => Load(zip));
        Assert.True(error is null or FormatException or SkipException, $"{place}: {error}");
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < LittleMemory, $"{place}: took {taken} bytes");
    }

    // Where the local header and the directory's header of an entry begin.
    private static (int Local, int Central) Places(byte[] zip, string name)
    {
        int local = Find(zip, name, 0) - 30;
        return (local, Find(zip, name, local + 31) - 46);
    }

    private static int Find(byte[] zip, string name, int from)
    {
        // The name ends where the entry's content or the next header begins; no other entry's name begins with it.
        int at = zip.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(name));
        return at >= 0 ? from + at : throw new ArgumentException($"The zip has no '{name}'.", nameof(name));
    }
}
