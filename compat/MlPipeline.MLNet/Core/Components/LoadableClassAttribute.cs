using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML;

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

    /// <summary>A class that makes itself, for several uses.</summary>
    public LoadableClassAttribute(Type instType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames)
        : base(null, instType, instType, argType, sigTypes, userName, loadNames)
    {
    }

    /// <summary>A class that another makes.</summary>
    public LoadableClassAttribute(Type instType, Type loaderType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : base(null, instType, loaderType, argType, [sigType], userName, loadNames)
    {
    }

    /// <summary>A class that another makes, for several uses.</summary>
    public LoadableClassAttribute(Type instType, Type loaderType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames)
        : base(null, instType, loaderType, argType, sigTypes, userName, loadNames)
    {
    }

    /// <summary>A class that makes itself, with a summary.</summary>
    public LoadableClassAttribute(string? summary, Type instType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : base(summary, instType, instType, argType, [sigType], userName, loadNames)
    {
    }

    /// <summary>A class that makes itself, for several uses, with a summary.</summary>
    public LoadableClassAttribute(string? summary, Type instType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames)
        : base(summary, instType, instType, argType, sigTypes, userName, loadNames)
    {
    }

    /// <summary>A class that another makes, with a summary.</summary>
    public LoadableClassAttribute(string? summary, Type instType, Type loaderType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : base(summary, instType, loaderType, argType, [sigType], userName, loadNames)
    {
    }

    /// <summary>A class that another makes, for several uses, with a summary.</summary>
    public LoadableClassAttribute(string? summary, Type instType, Type loaderType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames)
        : base(summary, instType, loaderType, argType, sigTypes, userName, loadNames)
    {
    }
}
