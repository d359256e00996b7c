using System.Reflection;
using System.Runtime.CompilerServices;
using MlPipeline.Architecture.Tests;

namespace MlPipeline.Architecture.Tests;

/// <summary>
/// What a library offers, as text: a block a type, a line a member, sorted, so that a change is one line in a review.
/// </summary>
internal static class PublicApi
{
    public static IEnumerable<string> Describe(Assembly library)
    {
        foreach (Type type in library.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            string name = ApiLine.Name(type);
            string bases = string.Join(", ", DeclaredBases(type));
            if (!name.StartsWith(type.Namespace + ".", StringComparison.Ordinal))
                name = $"{type.Namespace}.{name}";
            yield return $"{ApiLine.Kind(type)} {name}{(bases.Length > 0 ? " : " + bases : "")}";
            foreach (string line in Members(type).Distinct().Order(StringComparer.Ordinal))
                yield return "    " + line;
        }
    }

    /// <summary>
    /// What the declaration says, not what it inherits: which interfaces a base class has depends on the source of
    /// ML.NET.
    /// </summary>
    private static IEnumerable<string> DeclaredBases(Type type)
    {
        if (type.IsEnum || type.BaseType == typeof(MulticastDelegate))
            return [];
        IEnumerable<Type> inherited =
        [
            .. type.BaseType?.GetInterfaces() ?? [],
            .. type.GetInterfaces().SelectMany(i => i.GetInterfaces()),
        ];
        IEnumerable<string> interfaces = type.GetInterfaces()
            .Except(inherited)
            .Select(ApiLine.Name)
            .Order(StringComparer.Ordinal);
        return type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType)
            ? interfaces.Prepend(ApiLine.Name(b))
            : interfaces;
    }

    private static IEnumerable<string> Members(Type type) =>
        type.IsEnum || type.BaseType == typeof(MulticastDelegate)
            ? ApiLine.Members(type)
            : ApiLine
                .VisibleMembers(type)
                .Where(member => !IsSynthesized(member))
                .Select(member => (member, line: ApiLine.Of(member)))
                .Where(m => m.line != null)
                .Select(m => (IsProtected(m.member) ? "protected " : "") + m.line);

    // A record's equality, printing and cloning say nothing that "record" does not.
    private static bool IsSynthesized(MemberInfo member) =>
        member is MethodBase && member.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsProtected(MemberInfo member) =>
        member switch
        {
            MethodBase method => !method.IsPublic,
            FieldInfo field => !field.IsPublic,
            PropertyInfo property => IsProtected((property.GetMethod ?? property.SetMethod)!),
            EventInfo e => IsProtected(e.AddMethod!),
            _ => false,
        };
}
