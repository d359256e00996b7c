using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Writes rows as text that <see cref="TextLoader"/> reads again.</summary>
internal sealed class TextSaver
{
    private readonly IDataView _data;
    private readonly DataViewSchema.Column[] _columns;
    private readonly char _separator;
    private readonly bool _sparse;

    public TextSaver(IDataView data, char separator, bool keepHidden, bool forceDense)
    {
        (_data, _separator) = (data, separator);
        _columns = [.. data.Schema.Where(column => keepHidden || !column.IsHidden)];
        for (int i = 0; i < _columns.Length; i++)
        {
            if (TypeCodes.CodeOf(ItemTypeOf(_columns[i])) == null) throw new NotSupportedException($"Column '{_columns[i].Name}' is {_columns[i].Type}, which cannot be saved as text; drop it.");
            if (i < _columns.Length - 1 && _columns[i].Type is VectorDataViewType { IsKnownSize: false }) throw new NotSupportedException($"Column '{_columns[i].Name}' has vectors of varying size, which only the last column of a text file can; put it last or drop it.");
        }
        _sparse = !forceDense && _columns.All(column => column.Type is not VectorDataViewType { IsKnownSize: false }) && _columns.Any(column => column.Type is VectorDataViewType);
    }

    public void Save(Stream stream, bool headerRow, bool schema)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        if (schema) WriteSchema(writer, headerRow);
        if (headerRow) writer.WriteLine(string.Join(_separator, _columns.SelectMany(NamesOf)));

        using DataViewRowCursor cursor = _data.GetRowCursor(_columns);
        RowText row = new(_separator);
        Action[] append = Array.ConvertAll(_columns, column => RawTypes.Visit(column.Type, new Appender(cursor, column, row)));
        while (cursor.MoveNext())
        {
            row.Clear();
            foreach (Action appendColumn in append) appendColumn();
            writer.WriteLine(_sparse ? row.ToShortest() : row.ToDense());
        }
    }

    private static PrimitiveDataViewType ItemTypeOf(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.ItemType : (PrimitiveDataViewType)column.Type;

    private void WriteSchema(StreamWriter writer, bool headerRow)
    {
        writer.WriteLine($"{EmbeddedOptions.Prefix} TextLoader{{");
        writer.WriteLine($"{EmbeddedOptions.Prefix}   header{(headerRow ? '+' : '-')}");
        writer.WriteLine($"{EmbeddedOptions.Prefix}   sep={EmbeddedOptions.NameOf(_separator)}");
        writer.WriteLine($"{EmbeddedOptions.Prefix}   quote+");
        writer.WriteLine($"{EmbeddedOptions.Prefix}   multilines+");
        if (_sparse) writer.WriteLine($"{EmbeddedOptions.Prefix}   sparse+");
        int first = 0;
        foreach (DataViewSchema.Column column in _columns)
        {
            int size = column.Type is VectorDataViewType vector ? vector.Size : 1;
            string range = column.Type is not VectorDataViewType ? $"{first}" : size == 0 ? $"{first}-**" : $"{first}-{first + size - 1}";
            writer.WriteLine($"{EmbeddedOptions.Prefix}   col={column.Name}:{TypeCodes.CodeOf(ItemTypeOf(column))}:{range}");
            first += size;
        }
        writer.WriteLine($"{EmbeddedOptions.Prefix} }}");
    }

    private IEnumerable<string> NamesOf(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType { IsKnownSize: true } vector) return [RowText.Quoted(column.Name, _separator)];
        if (!column.HasSlotNames(vector.Size)) return Enumerable.Range(0, vector.Size).Select(slot => RowText.Quoted($"{column.Name}.{slot}", _separator));
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(AnnotationUtils.Kinds.SlotNames, ref names);
        return [.. names.DenseValues().Select(name => RowText.Quoted(name.ToString(), _separator))];
    }

    private sealed class Appender(DataViewRow row, DataViewSchema.Column column, RowText text) : IRawTypeVisitor<Action>
    {
        public Action VisitValue<T>()
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            Func<T, string> toText = Formatter<T>();
            T value = default!;
            return () =>
            {
                getter(ref value);
                Add(value, toText);
            };
        }

        public Action VisitVector<T>()
        {
            ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
            Func<T, string> toText = Formatter<T>();
            VBuffer<T> vector = default;
            return () =>
            {
                getter(ref vector);
                foreach (T item in vector.DenseValues()) Add(item, toText);
            };
        }

        private void Add<T>(T value, Func<T, string> toText) => text.Add(toText(value), isDefault: IsDefault(value));

        // -0 is not the value that a line leaves out, and == says that it is 0.
        private static bool IsDefault<T>(T value) => value switch
        {
            float number => number == 0 && !float.IsNegative(number),
            double number => number == 0 && !double.IsNegative(number),
            ReadOnlyMemory<char> characters => characters.IsEmpty,
            _ => EqualityComparer<T>.Default.Equals(value, default),
        };

        private Func<T, string> Formatter<T>()
        {
            if (ItemTypeOf(column) is KeyDataViewType)
                return value => Convert.ToUInt64(value, CultureInfo.InvariantCulture) is > 0 and ulong key ? (key - 1).ToString(CultureInfo.InvariantCulture) : "";
            return value => value switch
            {
                float number => float.IsNaN(number) ? "?" : number.ToString("R", CultureInfo.InvariantCulture),
                double number => double.IsNaN(number) ? "?" : number.ToString("R", CultureInfo.InvariantCulture),
                bool flag => flag ? "1" : "0",
                ReadOnlyMemory<char> characters => characters.ToString(),
                DateTime or DateTimeOffset when IsDefault(value) => "",
                DateTime date => date.ToString("o", CultureInfo.InvariantCulture),
                DateTimeOffset date => date.ToString("o", CultureInfo.InvariantCulture),
                TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => throw new NotSupportedException($"Values of {typeof(T)} cannot be text."),
            };
        }
    }
}
