using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlPipeline.Conformance.Tests.Architecture;

/// <summary>The build step that lets our code compile against ML.NET's internals, proven on an assembly at hand.</summary>
public sealed class PublicizerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("publicizer-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Every_type_method_and_field_is_public_in_the_copy_and_nothing_else_changed()
    {
        string original = Path.Combine(AppContext.BaseDirectory, "MlPipeline.Network.dll"), copy = Path.Combine(_directory, "MlPipeline.Network.dll");
        using (Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Publicizer.dll"), _directory, original]))!)
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
        (int types, int hidden) = Visibility(original);
        Assert.True(hidden > 50, $"{hidden} hidden members before");
        Assert.Equal((types, 0), Visibility(copy));

        byte[] before = File.ReadAllBytes(original), after = File.ReadAllBytes(copy);
        Assert.Equal(before.Length, after.Length);
        // Only the low three bits of flags differ.
        Assert.All(Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]), i => Assert.Equal(before[i] & ~7, after[i] & ~7));
    }

    private static (int Types, int Hidden) Visibility(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        int hidden = metadata.TypeDefinitions.Count(handle => (metadata.GetTypeDefinition(handle).Attributes & TypeAttributes.VisibilityMask) is not (TypeAttributes.Public or TypeAttributes.NestedPublic))
            + metadata.MethodDefinitions.Count(handle => (metadata.GetMethodDefinition(handle).Attributes & MethodAttributes.MemberAccessMask) is not (MethodAttributes.Public or MethodAttributes.PrivateScope))
            + metadata.FieldDefinitions.Count(handle => (metadata.GetFieldDefinition(handle).Attributes & FieldAttributes.FieldAccessMask) is not (FieldAttributes.Public or FieldAttributes.PrivateScope));
        return (metadata.TypeDefinitions.Count, hidden);
    }
}
