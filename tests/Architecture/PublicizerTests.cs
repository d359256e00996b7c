using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlPipeline.Architecture.Tests;

/// <summary>
/// The build step that lets our code compile against ML.NET's internals, proven on an assembly at hand.
/// </summary>
public sealed class PublicizerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("publicizer-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void All_that_is_not_private_is_public_in_the_copy_and_nothing_else_changed()
    {
        string original = Path.Combine(AppContext.BaseDirectory, "MlPipeline.Network.dll");
        string copy = Path.Combine(_directory, "MlPipeline.Network.dll");
        using (
            Process process = Process.Start(
                new ProcessStartInfo(
                    "dotnet",
                    [Path.Combine(AppContext.BaseDirectory, "Publicizer.dll"), _directory, original]
                )
            )!
        )
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
        Visibilities before = Read(original);
        Visibilities after = Read(copy);
        Assert.True(before.Hidden > 50, $"{before.Hidden} hidden members before");
        Assert.Equal(before with { Hidden = 0 }, after);
        Assert.True(after.Private > 50, $"{after.Private} private members after");

        byte[] originalBytes = File.ReadAllBytes(original);
        byte[] copyBytes = File.ReadAllBytes(copy);
        Assert.Equal(originalBytes.Length, copyBytes.Length);
        // Only the low three bits of flags differ.
        Assert.All(
            Enumerable.Range(0, originalBytes.Length).Where(i => originalBytes[i] != copyBytes[i]),
            i => Assert.Equal(originalBytes[i] & ~7, copyBytes[i] & ~7)
        );
    }

    /// <summary>
    /// How many types, methods and fields there are, how many are private, and how many are neither that nor public.
    /// </summary>
    private sealed record Visibilities(int All, int Private, int Hidden);

    private static Visibilities Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        int[] types =
        [
            .. metadata.TypeDefinitions.Select(handle =>
                (int)(metadata.GetTypeDefinition(handle).Attributes & TypeAttributes.VisibilityMask)
            ),
        ];
        int[] members =
        [
            .. metadata.MethodDefinitions.Select(handle =>
                (int)(metadata.GetMethodDefinition(handle).Attributes & MethodAttributes.MemberAccessMask)
            ),
            .. metadata.FieldDefinitions.Select(handle =>
                (int)(metadata.GetFieldDefinition(handle).Attributes & FieldAttributes.FieldAccessMask)
            ),
        ];
        int publicTypes = types.Count(type => type is (int)TypeAttributes.Public or (int)TypeAttributes.NestedPublic);
        int privateTypes = types.Count(type => type == (int)TypeAttributes.NestedPrivate);
        int publicMembers = members.Count(member => member == (int)MethodAttributes.Public);
        int privateMembers = members.Count(member =>
            member is (int)MethodAttributes.Private or (int)MethodAttributes.PrivateScope
        );
        int all = types.Length + members.Length;
        int ofPrivate = privateTypes + privateMembers;
        return new Visibilities(all, ofPrivate, all - ofPrivate - publicTypes - publicMembers);
    }
}
