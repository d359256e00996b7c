using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The fields of one line: some that follow each other, then perhaps sparse ones, given by index.</summary>
internal sealed class FieldRow(TextLoader.Options options, IMultiStreamSource source)
{
    private readonly FieldSplitter _splitter = new(options);
    private readonly List<int> _sparseIndices = [];
    private readonly List<ReadOnlyMemory<char>> _sparseFields = [];
    private TextRecord _record;
    private int _denseCount;

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
        _denseCount = Count = _splitter.Fields.Count;
        IsSparse = false;
        if (!options.AllowSparse) return;
        int firstPair = 0;
        while (firstPair < _denseCount && (_splitter.IsQuoted(firstPair) || SplitPair(_splitter.Fields[firstPair].Span) < 0)) firstPair++;
        if (firstPair < _denseCount) ReadSparse(firstPair);
    }

    /// <summary>A field, if the line has it.</summary>
    public bool TryGet(int index, out ReadOnlyMemory<char> field)
    {
        field = default;
        if (index < _denseCount)
        {
            field = _splitter.Fields[index];
            return true;
        }
        int place = IsSparse ? _sparseIndices.BinarySearch(index) : -1;
        if (place < 0) return false;
        field = _sparseFields[place];
        return true;
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

    private void ReadSparse(int firstPair)
    {
        _sparseIndices.Clear();
        _sparseFields.Clear();
        IsSparse = true;
        // Unless the options give the size, it stands before the pairs.
        bool hasSize = options.InputSize is not > 0;
        _denseCount = hasSize ? firstPair - 1 : firstPair;
        int size = options.InputSize ?? 0;
        if (hasSize && (firstPair == 0 || !int.TryParse(_splitter.Fields[firstPair - 1].Span, NumberStyles.None, CultureInfo.InvariantCulture, out size)))
            throw new FormatException($"{Describe()}: index:value pairs must follow their number of slots; write it before '{_splitter.Fields[firstPair]}' or set InputSize.");
        Count = hasSize ? _denseCount + size : size;

        int last = -1;
        foreach (ReadOnlyMemory<char> field in _splitter.Fields.Skip(firstPair))
        {
            if (field.Span.IsWhiteSpace()) continue;
            int colon = SplitPair(field.Span);
            if (colon < 0 || !int.TryParse(field.Span[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                throw new FormatException($"{Describe()}: '{field}' is no index:value pair; only pairs may follow the first.");
            if (index <= last || index >= Count - _denseCount)
                throw new FormatException($"{Describe()}: index {index} in '{field}' must be above {last} and below {Count - _denseCount}.");
            last = index;
            _sparseIndices.Add(_denseCount + index);
            _sparseFields.Add(field[(colon + 1)..]);
        }
    }

    // The place of the colon after a number, or -1.
    private static int SplitPair(ReadOnlySpan<char> field)
    {
        int colon = field.IndexOf(':');
        return colon > 0 && field[..colon].IndexOfAnyExceptInRange('0', '9') < 0 ? colon : -1;
    }
}
