using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML;

/// <summary>Tells the catalog of a class that files or command lines can name.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public abstract class LoadableClassAttributeBase : Attribute
{
    private protected LoadableClassAttributeBase(string? summary, Type instType, Type loaderType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames)
    {
        (Summary, InstanceType, LoaderType, ArgType, SigTypes, UserName) = (summary, instType, loaderType, argType, sigTypes, userName);
        LoadNames = loadNames is [] ? [userName] : loadNames;
    }

    /// <summary>What comes out.</summary>
    public Type InstanceType { get; }

    /// <summary>What has the Create method or constructor.</summary>
    public Type LoaderType { get; }

    /// <summary>Its options, where it takes some.</summary>
    public Type? ArgType { get; }

    /// <summary>What it can be used for; the first decides which arguments it is made with.</summary>
    public Type[] SigTypes { get; }

    /// <summary>A name for people.</summary>
    public string UserName { get; }

    /// <summary>The names it is found by.</summary>
    public string[] LoadNames { get; }

    /// <summary>What it is.</summary>
    public string? Summary { get; }
}

/// <summary>Tells the catalog of a class that files or command lines can name.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "The public surface is ML.NET's.")]
public sealed class LoadableClassAttribute : LoadableClassAttributeBase
{
    /// <summary>A class that makes itself.</summary>
    public LoadableClassAttribute(Type instType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : base(null, instType, instType, argType, [sigType], userName, loadNames)
    {
    }

    /// <summary>A class that another makes.</summary>
    public LoadableClassAttribute(Type instType, Type loaderType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : base(null, instType, loaderType, argType, [sigType], userName, loadNames)
    {
    }

    /// <summary>A class that makes itself, with a summary.</summary>
    public LoadableClassAttribute(string? summary, Type instType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : base(summary, instType, instType, argType, [sigType], userName, loadNames)
    {
    }
}

/// <summary>Made from a model file.</summary>
public delegate void SignatureLoadModel(ModelLoadContext ctx);

/// <summary>Marks classes that a model file names by a contract.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ExtensionBaseAttribute : Attribute
{
    private protected ExtensionBaseAttribute(string contractName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contractName);
        ContractName = contractName;
    }

    /// <summary>The contract.</summary>
    public string ContractName { get; }
}
