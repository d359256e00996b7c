using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Microsoft.ML.Runtime;

/// <summary>The classes that model files can name, by name and by what they are used for.</summary>
public sealed class ComponentCatalog
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _assemblies = [];
    private readonly Dictionary<(Type Signature, string Name), LoadableClassAttributeBase> _classes = [];
    private readonly Dictionary<(Type Attribute, string Contract), Type> _extensions = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>Adds the classes of an assembly.</summary>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (_lock)
        {
            if (!_assemblies.Add(assembly.FullName!)) return;
            foreach (LoadableClassAttributeBase loadable in assembly.GetCustomAttributes<LoadableClassAttributeBase>())
                foreach (Type signature in loadable.SigTypes)
                    foreach (string name in loadable.LoadNames)
                        _classes[(signature, name.ToUpperInvariant())] = loadable;
            if (assembly == typeof(ComponentCatalog).Assembly) return; // no extensions here: spare every context the search
            foreach (Type type in TypesOf(assembly, throwOnError))
                foreach (ExtensionBaseAttribute extension in type.GetCustomAttributes<ExtensionBaseAttribute>())
                    _extensions[(extension.GetType(), extension.ContractName)] = type;
        }
    }

    /// <summary>Makes an instance of the class that has the name and the signature.</summary>
    internal static bool TryCreateInstance<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra)
        where TRes : class
    {
        LoadableClassAttributeBase? loadable = env.ComponentCatalog.Find(typeof(TSig), name);
        if (loadable == null)
        {
            result = null!;
            return false;
        }
        object made = Create(env, loadable, extra);
        result = made as TRes ?? throw env.Except($"'{name}' gives a {made.GetType().Name}, not a {typeof(TRes).Name}.");
        return true;
    }

    /// <summary>Makes an instance of the extension of that contract.</summary>
    internal object GetExtensionValue(IHostEnvironment env, Type attributeType, string contractName)
    {
        Type? type;
        lock (_lock) _extensions.TryGetValue((attributeType, contractName), out type);
        if (type == null)
            throw env.Except($"Unable to locate the extension '{contractName}'; register the assembly that holds it with MLContext.ComponentCatalog.RegisterAssembly.");
        return Activator.CreateInstance(type, nonPublic: true)!;
    }

    private LoadableClassAttributeBase? Find(Type signature, string name)
    {
        lock (_lock) return _classes.GetValueOrDefault((signature, name.Trim().ToUpperInvariant()));
    }

    // A loader has a static Create(env, extra...) or a constructor with these parameters.
    private static object Create(IHostEnvironment env, LoadableClassAttributeBase loadable, object[] extra)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        object[] args = [env, .. extra];
        MethodInfo? create = loadable.LoaderType.GetMethods(Any).FirstOrDefault(m => m.IsStatic && m.Name == "Create" && Takes(m, args));
        ConstructorInfo? constructor = create != null ? null : loadable.LoaderType.GetConstructors(Any).FirstOrDefault(c => !c.IsStatic && Takes(c, args));
        try
        {
            return create?.Invoke(null, args) ?? constructor?.Invoke(args)
                ?? throw env.Except($"{loadable.LoaderType} has neither a static Create nor a constructor that takes ({string.Join(", ", args.Select(a => a.GetType().Name))}).");
        }
        catch (TargetInvocationException error) when (error.InnerException != null)
        {
            ExceptionDispatchInfo.Throw(error.InnerException);
            throw;
        }
    }

    private static bool Takes(MethodBase method, object[] args)
    {
        ParameterInfo[] parameters = method.GetParameters();
        return parameters.Length == args.Length && parameters.Zip(args).All(pair => pair.First.ParameterType.IsInstanceOfType(pair.Second));
    }

    private static Type[] TypesOf(Assembly assembly, bool throwOnError)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException error) when (!throwOnError)
        {
            return [.. error.Types.OfType<Type>()];
        }
    }
}
