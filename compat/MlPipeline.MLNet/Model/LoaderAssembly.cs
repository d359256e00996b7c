using System.Reflection;
using System.Runtime.Loader;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Model;

/// <summary>The assembly that a model's header names for its loader.</summary>
internal static class LoaderAssembly
{
    /// <summary>Registers the assembly's classes, if it is found: by its name, among those that are loaded, or beside the program.</summary>
    public static bool TryRegister(ComponentCatalog catalog, string? fullName)
    {
        if (string.IsNullOrEmpty(fullName) || Find(fullName) is not { } assembly) return false;
        catalog.RegisterAssembly(assembly, throwOnError: false);
        return true;
    }

    private static Assembly? Find(string fullName)
    {
        try
        {
            return Assembly.Load(fullName);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            return FindBySimpleName(fullName);
        }
    }

    // Plug-ins are loaded by their paths, and a model may have been saved by a later version than the one that is here.
    private static Assembly? FindBySimpleName(string fullName)
    {
        if (SimpleName(fullName) is not { } name) return null;
        Assembly? loaded = Array.Find(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == name);
        if (loaded != null) return loaded;
        string beside = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        if (!File.Exists(beside)) return null;
        try
        {
            AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(LoaderAssembly).Assembly) ?? AssemblyLoadContext.Default;
            return context.LoadFromAssemblyPath(beside);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    // A file is not to be trusted: a name that is a path does not lead elsewhere.
    private static string? SimpleName(string fullName)
    {
        try
        {
            return new AssemblyName(fullName).Name is { Length: > 0 } name && Path.GetFileName(name) == name ? name : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
