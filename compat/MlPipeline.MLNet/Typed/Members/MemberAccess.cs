using System.Linq.Expressions;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Reads and writes a public field or property at the cost of a delegate call.</summary>
internal sealed class MemberAccess<TRow, TValue>
{
    public MemberAccess(MemberInfo member)
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow), "row");
        ParameterExpression value = Expression.Parameter(typeof(TValue), "value");
        MemberExpression access = Expression.MakeMemberAccess(row, member);
        bool readable = member is FieldInfo or PropertyInfo { GetMethod.IsPublic: true };
        bool writable = member is FieldInfo { IsInitOnly: false } or PropertyInfo { SetMethod.IsPublic: true };
        Get = readable ? Expression.Lambda<Func<TRow, TValue>>(access, row).Compile() : null;
        Set = writable ? Expression.Lambda<Action<TRow, TValue>>(Expression.Assign(access, value), row, value).Compile() : null;
    }

    /// <summary>Null where the member cannot be read.</summary>
    public Func<TRow, TValue>? Get { get; }

    /// <summary>Null where the member cannot be written.</summary>
    public Action<TRow, TValue>? Set { get; }
}
