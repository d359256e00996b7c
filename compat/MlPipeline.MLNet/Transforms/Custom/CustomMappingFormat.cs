using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(CustomMappingFormat), null, typeof(SignatureLoadModel), "Custom Mapping", CustomMappingFormat.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>A custom mapping in a model file: the name of its contract and of the assembly that holds its factory.</summary>
internal static class CustomMappingFormat
{
    public const string LoaderSignature = "CustomTransformer";

    public static void Save(ModelSaveContext ctx, string contractName, Assembly contractAssembly)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.SaveNonEmptyString(contractName);
        ctx.SaveNonEmptyString(contractAssembly.FullName!);
    }

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        string contractName = ctx.LoadNonEmptyString();
        string assemblyName = ctx.LoadNonEmptyString();
        RegisterIfPresent(env, assemblyName);
        object factory = env.ComponentCatalog.GetExtensionValue(env, typeof(CustomMappingFactoryAttributeAttribute), contractName);
        return factory is ICustomMappingFactory mappingFactory
            ? mappingFactory.CreateTransformer(env, contractName)
            : throw env.Except($"The custom mapping's contract '{contractName}' names {factory?.GetType()}, which is no CustomMappingFactory.");
    }

    // The user may have registered another assembly that serves the contract, so a missing one is no error yet.
    private static void RegisterIfPresent(IHostEnvironment env, string assemblyName)
    {
        try
        {
            env.ComponentCatalog.RegisterAssembly(Assembly.Load(assemblyName), throwOnError: false);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
        }
    }

    private static VersionInfo Version() => new(
        modelSignature: "CUSTOMXF",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: ModelAssemblies.Transforms);
}
