using System.Reflection;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>Work that is written once for columns of any type.</summary>
internal interface IRawTypeVisitor<out TResult>
{
    /// <summary>The column's values are <typeparamref name="T"/>.</summary>
    TResult VisitValue<T>();

    /// <summary>The column's values are vectors of <typeparamref name="T"/>.</summary>
    TResult VisitVector<T>();
}

/// <summary>From a column's type to generic code.</summary>
internal static class RawTypes
{
    public static TResult Visit<TResult>(DataViewType type, IRawTypeVisitor<TResult> visitor)
        where TResult : class
    {
        bool isVector = type is VectorDataViewType;
        Type item = isVector ? ((VectorDataViewType)type).ItemType.RawType : type.RawType;
        return PrimitiveTypes.Visit(item, new ItemVisitor<TResult>(isVector, visitor)) ?? VisitOther(isVector, item, visitor);
    }

    // Types that other libraries add, images above all.
    private static TResult VisitOther<TResult>(bool isVector, Type item, IRawTypeVisitor<TResult> visitor)
    {
        MethodInfo method = typeof(IRawTypeVisitor<TResult>).GetMethod(isVector ? nameof(visitor.VisitVector) : nameof(visitor.VisitValue))!;
        return (TResult)method.MakeGenericMethod(item).Invoke(visitor, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }

    private sealed class ItemVisitor<TResult>(bool isVector, IRawTypeVisitor<TResult> visitor) : IPrimitiveTypeVisitor<TResult>
    {
        public TResult Visit<T>()
            where T : notnull
            => isVector ? visitor.VisitVector<T>() : visitor.VisitValue<T>();
    }
}
