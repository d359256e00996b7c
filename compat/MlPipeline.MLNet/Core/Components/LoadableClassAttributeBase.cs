namespace Microsoft.ML;

/// <summary>Tells the catalog of a class that files or command lines can name.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public abstract class LoadableClassAttributeBase : Attribute
{
    /// <summary>From its parts.</summary>
    /// <param name="summary">What it is.</param>
    /// <param name="instType">What comes out.</param>
    /// <param name="loaderType">What has the Create method or constructor.</param>
    /// <param name="argType">Its options, where it takes some.</param>
    /// <param name="sigTypes">Delegates that say what it can be used for.</param>
    /// <param name="userName">A name for people.</param>
    /// <param name="loadNames">Names it is found by; the user name where there are none.</param>
    protected LoadableClassAttributeBase(string? summary, Type instType, Type loaderType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames)
    {
        ArgumentNullException.ThrowIfNull(instType);
        ArgumentNullException.ThrowIfNull(loaderType);
        ArgumentNullException.ThrowIfNull(sigTypes);
        if (sigTypes is [] || !Array.TrueForAll(sigTypes, type => type?.IsSubclassOf(typeof(Delegate)) == true))
            throw new ArgumentException($"Loadable class {instType}: give signatures, which are delegate types.", nameof(sigTypes));
        (Summary, InstanceType, LoaderType, ArgType, SigTypes, UserName) = (summary, instType, loaderType, argType, sigTypes, userName);
        LoadNames = loadNames is null or [] ? [userName] : loadNames;
        CtorTypes = [.. sigTypes[0].GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
    }

    /// <summary>What comes out.</summary>
    public Type InstanceType { get; }

    /// <summary>What has the Create method or constructor.</summary>
    public Type LoaderType { get; }

    /// <summary>Its options, where it takes some.</summary>
    public Type? ArgType { get; }

    /// <summary>What it can be used for; the first decides which arguments it is made with.</summary>
    public Type[] SigTypes { get; }

    /// <summary>The arguments it is made with, after the environment.</summary>
    public Type[] CtorTypes { get; }

    /// <summary>A name for people.</summary>
    public string UserName { get; }

    /// <summary>The names it is found by.</summary>
    public string[] LoadNames { get; }

    /// <summary>What it is.</summary>
    public string? Summary { get; }

    /// <summary>Where it is documented.</summary>
    public string? DocName { get; set; }
}
