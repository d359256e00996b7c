using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlPipeline.Conformance.Tests.Api;

/// <summary>Types and members as lines of text, in the form of the listings in api/.</summary>
internal static class ApiLine
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(object)] = "object",
        [typeof(byte)] = "byte",
    };

    /// <summary><c>sealed class Microsoft.ML.MLContext</c>.</summary>
    public static string Of(Type type)
    {
        string kind = type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + "class";
        return $"{kind} {Name(type)}";
    }

    /// <summary>The public and protected members, accessibility left out.</summary>
    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return [string.Join(", ", Enum.GetNames(type).Select(name => name + "=" + Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)))];
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return [$"{Name(invoke.ReturnType)} ({Parameters(invoke)})"];
        }
        List<string> lines = [];
        lines.AddRange(type.GetConstructors(Declared).Where(c => IsVisible(c) && !c.IsStatic).Select(c => $".ctor({Parameters(c)})"));
        lines.AddRange(type.GetMethods(Declared).Where(m => IsVisible(m) && !m.IsSpecialName && !m.Name.Contains('<', StringComparison.Ordinal)).Select(m => $"{Modifiers(m)}{Name(m.ReturnType)} {m.Name}{Generic(m)}({Parameters(m)})"));
        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            MethodInfo accessor = (property.GetMethod ?? property.SetMethod)!;
            if (!IsVisible(accessor)) continue;
            ParameterInfo[] index = property.GetIndexParameters();
            string accessors = (IsVisible(property.GetMethod) ? "get; " : "") + (IsVisible(property.SetMethod) ? "set; " : "");
            lines.Add($"{Modifiers(accessor)}{Name(property.PropertyType)} {property.Name}{(index.Length > 0 ? "[" + string.Join(", ", index.Select(p => Name(p.ParameterType))) + "]" : "")} {{ {accessors}}}");
        }
        lines.AddRange(type.GetFields(Declared).Where(f => (f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly) && !f.Name.Contains('<', StringComparison.Ordinal)).Select(f =>
            $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{Name(f.FieldType)} {f.Name}{(f.IsLiteral ? " = " + Value(f.GetRawConstantValue()) : "")}"));
        lines.AddRange(type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod)).Select(e => $"event {Name(e.EventHandlerType!)} {e.Name}"));
        return lines.Distinct();
    }

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Modifiers(MethodInfo method) => (method.IsStatic ? "static " : "") + (
        method.DeclaringType!.IsInterface ? ""
        : method.IsAbstract ? "abstract "
        : method.GetBaseDefinition() != method ? "override "
        : method.IsVirtual && !method.IsFinal ? "virtual "
        : "");

    private static string Generic(MethodInfo method) => method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(t => t.Name))}>" : "";

    private static string Parameters(MethodBase method) => (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(p =>
        (p.IsOut ? "out " : p.ParameterType.IsByRef ? (p.IsIn ? "in " : "ref ") : p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + Value(p.RawDefaultValue) : "")}"));

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter) return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying) + "?";
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        string prefix = type.DeclaringType != null ? Name(type.DeclaringType) + "." : type.Namespace?.StartsWith("Microsoft.ML", StringComparison.Ordinal) == true ? type.Namespace + "." : "";
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0) return prefix + type.Name;
        Type[] own = [.. type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0)];
        return prefix + type.Name[..tick] + (own.Length > 0 ? $"<{string.Join(", ", own.Select(Name))}>" : "");
    }
}
