namespace Microsoft.ML.Data;

/// <summary>Told of a text that is no number.</summary>
internal delegate void BadNumber(ReadOnlySpan<char> text);

/// <summary>Getters that read values from the fields of a line.</summary>
internal static class TextGetters
{
    /// <summary>The getter of a column.</summary>
    public static Delegate Create(FieldRow row, TextColumn column, TextLoader.Options options, BadNumber badNumber) =>
        RawTypes.Visit(column.Type, new Maker(row, column, options, badNumber));

    private sealed class Maker(FieldRow row, TextColumn column, TextLoader.Options options, BadNumber badNumber) : IRawTypeVisitor<Delegate>
    {
        public Delegate VisitValue<T>()
        {
            Func<int, T> read = Reader<T>();
            int field = column.Field;
            return new ValueGetter<T>((ref T value) => value = read(field));
        }

        public Delegate VisitVector<T>() => new VectorReader<T>(row, column, Reader<T>()).Getter();

        // Reads a field of the current line by number; the default value where the line does not have it.
        private Func<int, T> Reader<T>()
        {
            if (column.ItemType is TextDataViewType) return (Func<int, T>)(object)new Func<int, ReadOnlyMemory<char>>(row.MemoryOf);
            FieldParser<T> parse = (FieldParser<T>)FieldParsers.Create(column.ItemType, options);
            bool hasNaN = typeof(T) == typeof(float) || typeof(T) == typeof(double);
            return field =>
            {
                if (!row.TryGet(field, out ReadOnlySpan<char> text)) return default!;
                if (parse(text, out T value)) return value;
                if (!hasNaN) throw new FormatException($"{row.Describe()}, column '{column.Name}': '{text}' is no {column.ItemType}; correct it, or load the column as text.");
                badNumber(text);
                return value;
            };
        }
    }

    /// <summary>Reads vectors: dense ones of dense lines, sparse ones of sparse lines.</summary>
    private sealed class VectorReader<T>(FieldRow row, TextColumn column, Func<int, T> read)
    {
        private readonly List<int> _indices = [];
        private readonly List<T> _values = [];

        public ValueGetter<VBuffer<T>> Getter() => (ref VBuffer<T> value) =>
        {
            if (row.IsSparse) ReadSparse(ref value);
            else ReadDense(ref value);
        };

        private int Last((int Min, int Max) range) => range.Max < 0 ? row.Count - 1 : range.Max;

        private int Size()
        {
            int size = 0;
            foreach ((int Min, int Max) range in column.Ranges) size += Math.Max(0, Last(range) - range.Min + 1);
            return size;
        }

        private void ReadDense(ref VBuffer<T> value)
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, Size());
            int slot = 0;
            foreach ((int Min, int Max) range in column.Ranges)
            {
                int last = Last(range);
                for (int field = range.Min; field <= last; field++) editor.Values[slot++] = read(field);
            }
            value = editor.Commit();
        }

        private void ReadSparse(ref VBuffer<T> value)
        {
            _indices.Clear();
            _values.Clear();
            int first = 0;
            foreach ((int Min, int Max) range in column.Ranges)
            {
                int last = Last(range);
                foreach (int field in row.Present(range.Min, last))
                {
                    _indices.Add(first + field - range.Min);
                    _values.Add(read(field));
                }
                first += Math.Max(0, last - range.Min + 1);
            }
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, first, _values.Count);
            _values.CopyTo(editor.Values);
            if (_values.Count < first) _indices.CopyTo(editor.Indices);
            value = editor.Commit();
        }
    }
}
