using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlPipeline.Architecture.Tests;

/// <summary>Types and members as lines of text, in the form of the listings in api/, accessibility left out.</summary>
internal static class ApiLine
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

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

    /// <summary>Whether code outside the assembly can name the type.</summary>
    public static bool IsVisible(Type type) =>
        type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily) && IsVisible(type.DeclaringType!));

    /// <summary><c>sealed class</c>, <c>interface</c>, ...</summary>
    public static string Kind(Type type) =>
        type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : IsDelegate(type) ? "delegate"
        : (
            type.IsAbstract && type.IsSealed ? "static "
            : type.IsAbstract ? "abstract "
            : type.IsSealed ? "sealed "
            : ""
        ) + "class";

    /// <summary>The base class, where it says something, and every interface that can be named outside.</summary>
    public static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum || IsDelegate(type))
            return [];
        IEnumerable<Type> interfaces = type.GetInterfaces()
            .Where(i => IsVisible(i.IsConstructedGenericType ? i.GetGenericTypeDefinition() : i));
        return (
            type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? interfaces.Prepend(b) : interfaces
        ).Select(Name);
    }

    /// <summary>The public and protected members.</summary>
    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return
            [
                string.Join(
                    ", ",
                    Enum.GetNames(type)
                        .Select(name =>
                            name + "=" + Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)
                        )
                ),
            ];
        if (IsDelegate(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return [$"{Name(invoke.ReturnType)} ({Parameters(invoke)})"];
        }
        return VisibleMembers(type).Select(Of).OfType<string>().Distinct();
    }

    /// <summary>The declared members that code outside the assembly can use or override.</summary>
    public static IEnumerable<MemberInfo> VisibleMembers(Type type) => type.GetMembers(Declared).Where(IsVisible);

    /// <summary>The line of a member; null for what a listing leaves out, such as accessors.</summary>
    public static string? Of(MemberInfo member) =>
        member switch
        {
            { Name: var name } when name.Contains('<', StringComparison.Ordinal) => null,
            ConstructorInfo { IsStatic: false } constructor => $".ctor({Parameters(constructor)})",
            MethodInfo { IsSpecialName: false } method =>
                $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})",
            PropertyInfo property =>
                $"{Modifiers((property.GetMethod ?? property.SetMethod)!)}{Name(property.PropertyType)} "
                    + $"{property.Name}{Index(property)} {{ "
                    + (IsVisible(property.GetMethod) ? "get; " : "")
                    + (IsVisible(property.SetMethod) ? "set; " : "")
                    + "}",
            FieldInfo { IsSpecialName: false } field => (
                field.IsLiteral ? "const "
                : field.IsStatic ? "static "
                : ""
            )
                + (field.IsInitOnly ? "readonly " : "")
                + $"{Name(field.FieldType)} {field.Name}"
                + (field.IsLiteral ? $" = {Value(field.GetRawConstantValue())}" : ""),
            EventInfo e => $"event {Name(e.EventHandlerType!)} {e.Name}",
            _ => null,
        };

    /// <summary>The name of a type as C# writes it, with its namespace if that is ML.NET's.</summary>
    public static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter)
            return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword;
        string prefix =
            type.DeclaringType != null ? Name(type.DeclaringType) + "."
            : type.Namespace?.StartsWith("Microsoft.ML", StringComparison.Ordinal) == true ? type.Namespace + "."
            : "";
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0)
            return prefix + type.Name;
        Type[] own = [.. type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0)];
        return prefix + type.Name[..tick] + (own.Length > 0 ? $"<{string.Join(", ", own.Select(Name))}>" : "");
    }

    private static bool IsVisible(MemberInfo? member) =>
        member switch
        {
            MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
            FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
            PropertyInfo property => IsVisible(property.GetMethod ?? property.SetMethod),
            EventInfo e => IsVisible(e.AddMethod),
            _ => false,
        };

    private static bool IsDelegate(Type type) => typeof(Delegate).IsAssignableFrom(type);

    private static string Modifiers(MethodInfo method) =>
        (method.IsStatic ? "static " : "")
        + (
            method.DeclaringType!.IsInterface ? ""
            : method.IsAbstract ? "abstract "
            : method.GetBaseDefinition() != method ? "override "
            : method.IsVirtual && !method.IsFinal ? "virtual "
            : ""
        );

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(t => t.Name))}>"
            : "";

    private static string Index(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } index
            ? $"[{string.Join(", ", index.Select(p => Name(p.ParameterType)))}]"
            : "";

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")
        + string.Join(
            ", ",
            method
                .GetParameters()
                .Select(p =>
                    (
                        p.IsOut ? "out "
                        : p.ParameterType.IsByRef ? (p.IsIn ? "in " : "ref ")
                        : p.IsDefined(typeof(ParamArrayAttribute)) ? "params "
                        : ""
                    ) + $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + Value(p.RawDefaultValue) : "")}"
                )
        );

    private static string Value(object? value) =>
        value switch
        {
            null => "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}
