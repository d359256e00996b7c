namespace Microsoft.ML.Data;

/// <summary>The columns of a text file, as far as options and a look at a sample tell: ends of open ranges, names of slots.</summary>
internal sealed class TextLayout
{
    private readonly TextLoader.Options _options;
    private readonly TextLoader.Column[] _given;
    private readonly int? _inputSize;
    private readonly string[]? _fieldNames;

    public TextLayout(TextLoader.Options options, IMultiStreamSource? sample)
    {
        _options = options;
        _given = options.Columns!;
        bool needsSize = _given.Any(column => column.Source!.Any(range => range.AllOther || (range.IsOpen && !range.VariableEnd)));
        (int? size, string? header) = sample == null ? (null, null) : Look(sample, needsSize);
        if (options.HeaderFile != null) header = Look(new MultiFileSource(options.HeaderFile), needsSize: false, hasHeader: true).Header;
        if (header != null)
        {
            FieldSplitter splitter = new(options);
            splitter.Split(header);
            _fieldNames = [.. Enumerable.Range(0, splitter.Count).Select(field => splitter[field].Trim().ToString())];
        }
        _inputSize = options.InputSize is > 0 ? options.InputSize : size ?? _fieldNames?.Length;
        Columns = Array.ConvertAll(_given, Bind);
        Schema = CreateSchema();
    }

    public TextColumn[] Columns { get; }

    public DataViewSchema Schema { get; }

    // The size of the first row, and the header.
    private (int? Size, string? Header) Look(IMultiStreamSource sample, bool needsSize, bool? hasHeader = null)
    {
        TextLoader.Options options = _options.Clone();
        options.HasHeader = hasHeader ?? options.HasHeader;
        if (!options.HasHeader && (!needsSize || options.InputSize is > 0)) return (null, null);
        options.MaxRows = 1;
        using RecordReader reader = new(sample, options);
        List<TextRecord> records = [];
        if (!reader.ReadBatch(records, out _)) return (null, reader.Header);
        FieldRow row = new(options, sample);
        row.Read(records[0]);
        return (row.Count, reader.Header);
    }

    private TextColumn Bind(TextLoader.Column column)
    {
        (int Min, int Max)[] ranges = [.. column.Source!.SelectMany(range => range.AllOther ? Others(column, range) : [(range.Min, Last(column, range))])];
        PrimitiveDataViewType item = ItemType(column);
        if (!column.IsVector) return new TextColumn(column.Name!, item, ranges);
        int size = ranges.Any(range => range.Max < 0) ? 0 : ranges.Sum(range => range.Max - range.Min + 1);
        return new TextColumn(column.Name!, new VectorDataViewType(item, size), ranges);
    }

    private int Last(TextLoader.Column column, TextLoader.Range range)
    {
        if (range.VariableEnd) return -1;
        if (range is { AutoEnd: false, Max: { } max }) return max;
        int size = InputSize(column);
        if (size <= range.Min) throw new ArgumentException($"Column '{column.Name}' starts at field {range.Min}, but the first line has {size} fields; check the separators and the range.");
        return size - 1;
    }

    private int InputSize(TextLoader.Column column) => _inputSize
        ?? throw new ArgumentException($"Column '{column.Name}' goes to the end of the line, which is not known; give a data sample that has rows, or set InputSize.");

    private IEnumerable<(int Min, int Max)> Others(TextLoader.Column column, TextLoader.Range all)
    {
        bool[] taken = new bool[InputSize(column)];
        foreach (TextLoader.Range range in _given.SelectMany(other => other.Source!).Where(range => !range.AllOther))
        {
            int last = range.IsOpen ? taken.Length - 1 : Math.Min(range.Max!.Value, taken.Length - 1);
            for (int i = range.Min; i <= last; i++) taken[i] = true;
        }
        for (int i = all.Min; i < taken.Length; i++)
        {
            if (taken[i]) continue;
            int first = i;
            while (i + 1 < taken.Length && !taken[i + 1]) i++;
            yield return (first, i);
        }
    }

    private static PrimitiveDataViewType ItemType(TextLoader.Column column)
    {
        Type raw = TypeCodes.RawTypeOf(column.DataKind);
        PrimitiveDataViewType type = DataViewTypeManager.PrimitiveOrNull(raw)!;
        if (column.KeyCount is not { } keyCount) return type;
        if (!KeyDataViewType.IsValidDataType(raw)) throw new ArgumentException($"Column '{column.Name}' is a key of kind {column.DataKind}; make it Byte, UInt16, UInt32 or UInt64.");
        ulong most = raw == typeof(byte) ? byte.MaxValue : raw == typeof(ushort) ? ushort.MaxValue : raw == typeof(uint) ? uint.MaxValue : ulong.MaxValue;
        return new KeyDataViewType(raw, keyCount.Count ?? most);
    }

    private DataViewSchema CreateSchema()
    {
        DataViewSchema.Builder builder = new();
        foreach (TextColumn column in Columns) builder.AddColumn(column.Name, column.Type, SlotNames(column));
        return builder.ToSchema();
    }

    private DataViewSchema.Annotations? SlotNames(TextColumn column)
    {
        if (_fieldNames == null || column.Type is not VectorDataViewType { IsKnownSize: true } type) return null;
        ReadOnlyMemory<char>[] names = [.. column.Ranges
            .SelectMany(range => Enumerable.Range(range.Min, range.Max - range.Min + 1))
            .Select(field => field < _fieldNames.Length ? _fieldNames[field].AsMemory() : default)];
        if (Array.TrueForAll(names, name => name.IsEmpty)) return null;
        VBuffer<ReadOnlyMemory<char>> value = new(names.Length, names);
        DataViewSchema.Annotations.Builder annotations = new();
        annotations.Add<VBuffer<ReadOnlyMemory<char>>>(
            AnnotationUtils.Kinds.SlotNames,
            AnnotationUtils.GetNamesType(type.Size),
            (ref VBuffer<ReadOnlyMemory<char>> destination) => value.CopyTo(ref destination));
        return annotations.ToAnnotations();
    }
}
