using System.Runtime.ExceptionServices;
using MlPipeline.Network;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Estimators.Scoring;

/// <summary>
/// Rows that were read and are to be scored together, by whoever comes first: a thread of the pool or the reader, who
/// then has nothing better to do.
/// </summary>
internal sealed class ScoredBlock
{
    /// <summary>The most rows of a block.</summary>
    public const int MostRows = 96;

    private const int Filling = 0;
    private const int Ready = 1;
    private const int Taken = 2;
    private const int Scored = 3;

    private readonly IBlockScorer _scorer;
    private readonly Predictor _predictor;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly float[] _features;
    private readonly float[] _scores;
    private readonly object _finished = new();
    private ExceptionDispatchInfo? _error;
    private int _state;

    /// <param name="scorer">What scores the rows.</param>
    /// <param name="firstPlace">The place of the block's first row in the reader's columns.</param>
    public ScoredBlock(IBlockScorer scorer, int firstPlace)
    {
        _scorer = scorer;
        FeedForwardNetwork network = scorer.Network;
        _inputs = network.Spec.InputSize;
        _outputs = network.Spec.OutputSize;
        _predictor = network.CreatePredictor(MostRows);
        FirstPlace = firstPlace;
        _features = GC.AllocateUninitializedArray<float>(checked(MostRows * _inputs));
        _scores = new float[MostRows * _outputs];
    }

    /// <summary>The place of its first row in the reader's columns.</summary>
    public int FirstPlace { get; }

    /// <summary>Rows in it.</summary>
    public int Count { get; private set; }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        _state = Filling;
        Count = 0;
    }

    /// <summary>All its rows are there: it may be scored.</summary>
    public void Complete() => Volatile.Write(ref _state, Ready);

    /// <summary>Where the features of the next row go.</summary>
    public Span<float> NextRow() => _features.AsSpan(Count * _inputs, _inputs);

    /// <summary>The next row is complete.</summary>
    public void Add() => Count++;

    /// <summary>The scores of a row.</summary>
    public ReadOnlySpan<float> Scores(int row) => _scores.AsSpan(row * _outputs, _outputs);

    /// <summary>Scores it, unless somebody else does already.</summary>
    public bool TryScore()
    {
        // The pool may come late, when the block is already being filled anew.
        if (Interlocked.CompareExchange(ref _state, Taken, Ready) != Ready)
            return false;
        try
        {
            _scorer.Score(_predictor, _features.AsSpan(0, Count * _inputs), _scores.AsSpan(0, Count * _outputs));
        }
        catch (Exception error)
        {
            _error = ExceptionDispatchInfo.Capture(error);
        }
        lock (_finished)
        {
            _state = Scored;
            Monitor.Pulse(_finished);
        }
        return true;
    }

    /// <summary>Whether it is scored already.</summary>
    public bool IsScored => Volatile.Read(ref _state) == Scored;

    /// <summary>Waits until it is scored.</summary>
    public void Wait()
    {
        lock (_finished)
        {
            while (_state != Scored)
                Monitor.Wait(_finished);
        }
        _error?.Throw();
    }
}
