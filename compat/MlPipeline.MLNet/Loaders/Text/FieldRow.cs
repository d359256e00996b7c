using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The fields of one line: some that follow each other, then perhaps sparse ones, given by index.</summary>
internal sealed class FieldRow(TextLoader.Options options, IMultiStreamSource source)
{
    private readonly FieldSplitter _splitter = new(options);
    private readonly List<int> _sparseIndices = [];
    private TextRecord _record;
    private int _denseCount, _firstPair;

    /// <summary>The number of fields, sparse ones that are left out included.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the line has a sparse part.</summary>
    public bool IsSparse { get; private set; }

    /// <summary>The line.</summary>
    public TextRecord Record => _record;

    /// <summary>Takes a line apart.</summary>
    public void Read(TextRecord record)
    {
        _record = record;
        _splitter.Split(record.Text);
        _denseCount = Count = _splitter.Count;
        _sparseIndices.Clear();
        IsSparse = false;
        if (!options.AllowSparse) return;
        int firstPair = 0;
        while (firstPair < _denseCount && !IsPair(firstPair)) firstPair++;
        if (firstPair < _denseCount) ReadSparse(firstPair);
    }

    /// <summary>A field, if the line has it.</summary>
    public bool TryGet(int index, out ReadOnlySpan<char> field)
    {
        int place = PlaceOf(index);
        field = place < 0 ? default : _splitter[place];
        if (place >= _denseCount) field = field[(field.IndexOf(':') + 1)..];
        return place >= 0;
    }

    /// <summary>A field that may be kept, empty where the line does not have it.</summary>
    public ReadOnlyMemory<char> MemoryOf(int index)
    {
        int place = PlaceOf(index);
        if (place < 0) return default;
        ReadOnlyMemory<char> field = _splitter.MemoryOf(place);
        return place < _denseCount ? field : field[(field.Span.IndexOf(':') + 1)..];
    }

    /// <summary>The indices, from <paramref name="min"/> to <paramref name="max"/>, of the fields the line has.</summary>
    public IEnumerable<int> Present(int min, int max)
    {
        for (int i = min; i <= max && i < _denseCount; i++) yield return i;
        foreach (int index in _sparseIndices)
        {
            if (index >= min && index <= max) yield return index;
        }
    }

    /// <summary>Where the line stands, for messages.</summary>
    public string Describe() => $"File '{source.GetPathOrNull(_record.File) ?? $"number {_record.File}"}', line {_record.Line} (row {_record.Row})";

    // Where the line has a field, or -1.
    private int PlaceOf(int index)
    {
        if (index < _denseCount) return index;
        int pair = IsSparse ? _sparseIndices.BinarySearch(index) : -1;
        return pair < 0 ? -1 : _firstPair + pair;
    }

    private void ReadSparse(int firstPair)
    {
        _firstPair = firstPair;
        IsSparse = true;
        // Unless the options give the size, it stands before the pairs.
        bool hasSize = options.InputSize is not > 0;
        _denseCount = hasSize ? firstPair - 1 : firstPair;
        int size = options.InputSize ?? 0;
        if (hasSize && (firstPair == 0 || !int.TryParse(_splitter[firstPair - 1], NumberStyles.None, CultureInfo.InvariantCulture, out size)))
            throw new FormatException($"{Describe()}: index:value pairs must follow their number of slots; write it before '{_splitter[firstPair]}' or set InputSize.");
        Count = hasSize ? _denseCount + size : size;

        int last = -1, slots = Count - _denseCount;
        for (int place = firstPair; place < _splitter.Count; place++)
        {
            ReadOnlySpan<char> pair = _splitter[place];
            if (!IsPair(place) || !int.TryParse(pair[..pair.IndexOf(':')], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                throw new FormatException($"{Describe()}: '{pair}' is no index:value pair; only pairs may follow the first.");
            if (index <= last || index >= slots)
                throw new FormatException($"{Describe()}: index {index} in '{pair}' must be above {last} and below {slots}.");
            last = index;
            _sparseIndices.Add(_denseCount + index);
        }
    }

    private bool IsPair(int place)
    {
        ReadOnlySpan<char> field = _splitter[place];
        int colon = _splitter.IsQuoted(place) ? -1 : field.IndexOf(':');
        return colon > 0 && field[..colon].IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
