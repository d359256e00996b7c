using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The getter of a converted column, found through the two item types; null when they do not convert.</summary>
internal static class ConvertingGetter
{
    /// <summary>Whether values of one raw type convert to the other.</summary>
    public static bool Exists(Type source, Type target)
        => PrimitiveTypes.Visit(source, new SourceVisitor<bool>(target, new ExistsFactory()));

    /// <summary>The getter of the column's values as the target type, in the column's shape.</summary>
    public static Delegate Create(DataViewRow row, DataViewSchema.Column column, PrimitiveDataViewType target)
    {
        ulong? keyCount = (target as KeyDataViewType)?.Count;
        return PrimitiveTypes.Visit(
            ItemTypes.ItemOf(column.Type).RawType, new SourceVisitor<Delegate>(target.RawType, new GetterFactory(row, column, keyCount)))!;
    }

    /// <summary>What to do once both types are known.</summary>
    private abstract class Factory<TResult>
    {
        public abstract TResult Make<TSource, TTarget>();
    }

    private sealed class SourceVisitor<TResult>(Type target, Factory<TResult> factory) : IPrimitiveTypeVisitor<TResult?>
    {
        public TResult? Visit<T>()
            where T : notnull
            => PrimitiveTypes.Visit(target, new TargetVisitor<T, TResult>(factory));
    }

    private sealed class TargetVisitor<TSource, TResult>(Factory<TResult> factory) : IPrimitiveTypeVisitor<TResult>
    {
        public TResult Visit<T>()
            where T : notnull
            => factory.Make<TSource, T>();
    }

    private sealed class ExistsFactory : Factory<bool>
    {
        public override bool Make<TSource, TTarget>() => ValueConversions.GetOrNull<TSource, TTarget>() is not null;
    }

    private sealed class GetterFactory(DataViewRow row, DataViewSchema.Column column, ulong? keyCount) : Factory<Delegate>
    {
        public override Delegate Make<TSource, TTarget>()
        {
            ValueMapper<TSource, TTarget> convert = ValueConversions.GetOrNull<TSource, TTarget>()!;
            if (keyCount is { } count)
                convert = WithinKeys(convert, count);
            return column.Type is VectorDataViewType ? MapVector(convert) : MapScalar(convert);
        }

        // A number beyond the keys is no key: it becomes the missing key, 0.
        private static ValueMapper<TSource, TTarget> WithinKeys<TSource, TTarget>(ValueMapper<TSource, TTarget> convert, ulong count)
        {
            ValueMapper<TTarget, ulong> number = ValueConversions.GetOrNull<TTarget, ulong>()!;
            return (in TSource source, ref TTarget target) =>
            {
                ulong key = 0;
                convert(in source, ref target);
                number(in target, ref key);
                if (key > count)
                    target = default!;
            };
        }

        private ValueGetter<TTarget> MapScalar<TSource, TTarget>(ValueMapper<TSource, TTarget> convert)
        {
            ValueGetter<TSource> get = row.GetGetter<TSource>(column);
            TSource value = default!;
            return (ref TTarget target) =>
            {
                get(ref value);
                convert(in value, ref target);
            };
        }

        private ValueGetter<VBuffer<TTarget>> MapVector<TSource, TTarget>(ValueMapper<TSource, TTarget> convert)
        {
            ValueGetter<VBuffer<TSource>> get = row.GetGetter<VBuffer<TSource>>(column);
            VBuffer<TSource> values = default;
            TSource zero = default!;
            TTarget ofZero = default!;
            convert(in zero, ref ofZero);
            bool keepsSparse = EqualityComparer<TTarget>.Default.Equals(ofZero, default);
            return (ref VBuffer<TTarget> target) =>
            {
                get(ref values);
                ReadOnlySpan<TSource> from = values.GetValues();
                bool sparse = !values.IsDense && keepsSparse;
                VBufferEditor<TTarget> editor = VBufferEditor.Create(ref target, values.Length, sparse ? from.Length : values.Length);
                if (sparse || values.IsDense)
                {
                    for (int i = 0; i < from.Length; i++)
                        convert(in from[i], ref editor.Values[i]);
                    if (sparse)
                        values.GetIndices().CopyTo(editor.Indices);
                }
                else
                {
                    editor.Values.Fill(ofZero);
                    ReadOnlySpan<int> indices = values.GetIndices();
                    for (int i = 0; i < from.Length; i++)
                        convert(in from[i], ref editor.Values[indices[i]]);
                }

                target = editor.Commit();
            };
        }
    }
}
