using System.Reflection;
using System.Runtime.Loader;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Model;

/// <summary>The assembly that a model's header names for its loader.</summary>
internal static class LoaderAssembly
{
    /// <summary>
    /// Registers the assembly's classes, if it is one that is loaded already or lies beside the program. No other is loaded:
    /// a file is not to be trusted, and to load an assembly can run its code.
    /// </summary>
    public static bool TryRegister(ComponentCatalog catalog, string? fullName)
    {
        if (string.IsNullOrEmpty(fullName) || SimpleName(fullName) is not { } name || (Loaded(name) ?? Beside(name)) is not { } assembly) return false;
        catalog.RegisterAssembly(assembly, throwOnError: false);
        return true;
    }

    // By its simple name: plug-ins are loaded by their paths, and a model may have been saved by another version than the one that is here.
    private static Assembly? Loaded(string name) => Array.Find(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == name);

    private static Assembly? Beside(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        if (!File.Exists(path)) return null;
        try
        {
            AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(LoaderAssembly).Assembly) ?? AssemblyLoadContext.Default;
            return context.LoadFromAssemblyPath(path);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    // A name that is a path does not lead elsewhere.
    private static string? SimpleName(string fullName)
    {
        try
        {
            return new AssemblyName(fullName).Name is { Length: > 0 } name && Path.GetFileName(name) == name && !name.Contains('\\', StringComparison.Ordinal) ? name : null;
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            return null;
        }
    }
}
