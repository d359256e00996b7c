using System.Linq.Expressions;
using System.Reflection;

namespace Microsoft.ML.Transforms;

/// <summary>Reads and writes a property or field without reflection's cost for each row.</summary>
internal sealed class MemberAccess<TRow, TValue>
{
    public MemberAccess(MemberInfo member)
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        ParameterExpression value = Expression.Parameter(typeof(TValue));
        MemberExpression access = Expression.MakeMemberAccess(row, member);
        Get = Expression.Lambda<Func<TRow, TValue>>(access, row).Compile();
        bool writable = member is PropertyInfo { CanWrite: true } or FieldInfo { IsInitOnly: false };
        Set = writable
            ? Expression.Lambda<Action<TRow, TValue>>(Expression.Assign(access, value), row, value).Compile()
            : (_, _) => throw new InvalidOperationException($"{typeof(TRow)}.{member.Name} cannot be written.");
    }

    public Func<TRow, TValue> Get { get; }

    public Action<TRow, TValue> Set { get; }
}
