namespace Microsoft.ML.Data;

/// <summary>Getters of values that a user gave as .NET arrays and strings.</summary>
internal static class AnnotationValues
{
    public static Delegate GetGetter<T>(T value, DataViewType type)
    {
        ArgumentNullException.ThrowIfNull(value);
        object stored = value switch
        {
            string text => text.AsMemory(),
            string[] texts => Vector(Array.ConvertAll(texts, text => text.AsMemory())),
            _ => value,
        };
        return RawTypes.Visit(type, new GetterMaker(stored, type));
    }

    private static VBuffer<TItem> Vector<TItem>(TItem[] items) => new(items.Length, items);

    private sealed class GetterMaker(object stored, DataViewType type) : IRawTypeVisitor<Delegate>
    {
        public Delegate VisitValue<T>()
        {
            T value = stored is T same ? same : throw Mismatch();
            return new ValueGetter<T>((ref T destination) => destination = value);
        }

        public Delegate VisitVector<T>()
        {
            VBuffer<T> values = stored switch
            {
                VBuffer<T> same => same,
                T[] items => Vector(items),
                _ => throw Mismatch(),
            };
            return new ValueGetter<VBuffer<T>>((ref VBuffer<T> destination) => values.CopyTo(ref destination));
        }

        private ArgumentException Mismatch() => new($"The value is {stored.GetType()}, the annotation's type is {type}; give a value of that type.");
    }
}
