using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Datasets.Images;
using MlPipeline.Estimators.Scoring;
using MlPipeline.Network.Kernels;

namespace MlPipeline.Estimators.Images;

/// <summary>
/// Reads the rows of a block ahead, keeps their values, and decodes their pictures on all cores. The source is read on
/// the consumer's thread only. The error of a picture comes when its pixels are asked for.
/// </summary>
internal sealed class ImagePixelsCursor : DataViewRowCursor
{
    private const int MostRows = 64;

    private readonly DataViewRowCursor _source;
    private readonly bool[] _active;
    private readonly ImagePreprocessing _preprocessing;
    private readonly ValueGetter<ReadOnlyMemory<char>>? _getPath;
    private readonly Dictionary<int, KeptColumn>? _kept;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly string[] _paths;
    private readonly byte[]?[] _pixels;
    private readonly ExceptionDispatchInfo?[] _errors;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;

    private ExceptionDispatchInfo? _sourceError;
    private bool _ended;
    private int _row = -1;
    private int _count;
    private int _rowsOfBlock = 1;
    private long _position = -1;

    public ImagePixelsCursor(
        DataViewRowCursor source,
        DataViewSchema schema,
        bool[] active,
        DataViewSchema.Column path,
        ImagePreprocessing preprocessing,
        bool canReadAhead
    )
    {
        _source = source;
        Schema = schema;
        _active = active;
        _preprocessing = preprocessing;
        int places = canReadAhead ? MostRows : 1;
        _paths = new string[places];
        _pixels = new byte[places][];
        _errors = new ExceptionDispatchInfo[places];
        _ids = new DataViewRowId[places];
        _batches = new long[places];
        if (active[^1])
            _getPath = source.GetGetter<ReadOnlyMemory<char>>(source.Schema[path.Index]);
        _getId = source.GetIdGetter();
        if (!canReadAhead)
            return;
        _kept = source
            .Schema.Where(column => active[column.Index])
            .ToDictionary(column => column.Index, column => KeptColumn.Create(source, column, places));
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => _batches[Place()];

    public override bool MoveNext()
    {
        if (++_row >= _count && !NextBlock())
        {
            _position = -1;
            _row = -1;
            _count = 0;
            _sourceError?.Throw();
            return false;
        }
        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[Place()];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index])
        {
            throw new ArgumentOutOfRangeException(
                nameof(column),
                $"Column '{column.Name}' is not active; ask for it when the cursor is made."
            );
        }
        if (column.Index == Schema.Count - 1)
            return ImagePixels.Getter<TValue>(column, Pixels);
        if (_kept == null)
            return _source.GetGetter<TValue>(_source.Schema[column.Index]);
        return _kept[column.Index].GetterAt(Place) as ValueGetter<TValue>
            ?? throw ImagePixels.WrongType<TValue>(column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source.Dispose();
        base.Dispose(disposing);
    }

    private int Place() =>
        _row < 0
            ? throw new InvalidOperationException(
                "The cursor stands on no row; call MoveNext first, and ask nothing after the last."
            )
            : _row;

    private byte[] Pixels()
    {
        int place = Place();
        _errors[place]?.Throw();
        return _pixels[place]!;
    }

    private bool NextBlock()
    {
        _row = 0;
        _count = 0;
        if (_ended)
            return false;
        try
        {
            while (_count < _rowsOfBlock && ReadRow(_count))
                _count++;
        }
        catch (Exception error)
        {
            _sourceError = ExceptionDispatchInfo.Capture(error);
            _ended = true;
        }
        // The first blocks are short: whoever wants a few rows only does not wait for many.
        _rowsOfBlock = Math.Min(4 * _rowsOfBlock, _paths.Length);
        if (_getPath == null)
            return _count > 0;
        if (_count == 1)
            Decode(0);
        else
            Parallel.For(0, _count, Decode);
        return _count > 0;
    }

    private bool ReadRow(int place)
    {
        if (!_source.MoveNext())
        {
            _ended = true;
            return false;
        }
        if (_getPath != null)
        {
            ReadOnlyMemory<char> path = default;
            _getPath(ref path);
            _paths[place] = path.ToString();
        }
        if (_kept != null)
            foreach (KeptColumn column in _kept.Values)
                column.Keep(place);
        _getId(ref _ids[place]);
        _batches[place] = _source.Batch;
        return true;
    }

    private void Decode(int place)
    {
        _pixels[place] = null;
        _errors[place] = null;
        try
        {
            _pixels[place] = ImagePixels.Read(_preprocessing, _paths[place]);
        }
        catch (Exception error)
        {
            _errors[place] = ExceptionDispatchInfo.Capture(error);
        }
    }
}
