using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Microsoft.ML.Runtime;

/// <summary>The classes that model files can name, by name and by what they are used for.</summary>
public sealed class ComponentCatalog
{
    // What an assembly declares does not change, and every context reads it: reflection happens once.
    private static readonly ConditionalWeakTable<Assembly, LoadableClassAttributeBase[]> Declared = [];

    private readonly Lock _lock = new();
    private readonly HashSet<Assembly> _assemblies = [];
    private readonly List<Assembly> _unsearched = [];
    private readonly Dictionary<(Type Signature, string Name), LoadableClassAttributeBase> _classes = [];
    private readonly Dictionary<(Type Attribute, string Contract), Type> _extensions = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>Adds the classes of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="throwOnError">Whether to throw, rather than add nothing, where what the assembly declares cannot be read.</param>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (_lock)
        {
            if (_assemblies.Contains(assembly) || !TryGetDeclared(assembly, throwOnError, out LoadableClassAttributeBase[] declared)) return;
            _assemblies.Add(assembly);
            foreach (LoadableClassAttributeBase loadable in declared)
                foreach (Type signature in loadable.SigTypes)
                    foreach (string name in loadable.LoadNames)
                        _classes[(signature, Key(name))] = loadable;
            if (assembly != typeof(ComponentCatalog).Assembly) _unsearched.Add(assembly); // there are no extensions in this one
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
        lock (_lock)
        {
            SearchExtensions();
            _extensions.TryGetValue((attributeType, contractName), out type);
        }
        if (type == null)
            throw env.Except($"Unable to locate the extension '{contractName}'; register the assembly that holds it with MLContext.ComponentCatalog.RegisterAssembly.");
        return Activator.CreateInstance(type, nonPublic: true)!;
    }

    // Names differ in more than case and surrounding space.
    private static string Key(string name) => name.Trim().ToUpperInvariant();

    private LoadableClassAttributeBase? Find(Type signature, string name)
    {
        lock (_lock) return _classes.GetValueOrDefault((signature, Key(name)));
    }

    // Extensions are found by looking at every type of an assembly, so only when one is asked for.
    private void SearchExtensions()
    {
        foreach (Assembly assembly in _unsearched)
            foreach (Type type in TypesOf(assembly))
                foreach (ExtensionBaseAttribute extension in type.GetCustomAttributes<ExtensionBaseAttribute>())
                    _extensions[(extension.GetType(), extension.ContractName)] = type;
        _unsearched.Clear();
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

    private static bool TryGetDeclared(Assembly assembly, bool throwOnError, out LoadableClassAttributeBase[] declared)
    {
        try
        {
            declared = Declared.GetValue(assembly, a => [.. a.GetCustomAttributes<LoadableClassAttributeBase>()]);
            return true;
        }
        catch (Exception error) when (!throwOnError && error is TypeLoadException or IOException or BadImageFormatException or CustomAttributeFormatException)
        {
            declared = [];
            return false;
        }
    }

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException error)
        {
            return [.. error.Types.OfType<Type>()]; // those whose own references are there
        }
    }
}
