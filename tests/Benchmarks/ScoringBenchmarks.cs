using BenchmarkDotNet.Attributes;
using MlPipeline.Network;
using MlPipeline.Network.Scoring;

namespace MlPipeline.Benchmarks;

/// <summary>Probabilities from 784-128-128-128-128-10 on one thread. Allocates nothing.</summary>
[MemoryDiagnoser]
public class ScoringBenchmarks
{
    private float[] _features = [];
    private float[] _outputs = [];
    private Predictor? _predictor;

    /// <summary>Rows of a call.</summary>
    [Params(1, 16, 256)]
    public int Rows { get; set; }

    /// <summary>Makes the network and its rows.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _predictor = new FeedForwardNetwork(Data.Spec, InitializerKind.Xavier, seed: 1).CreatePredictor(Rows);
        _features = Data.Floats(Rows * Data.Width);
        _outputs = new float[Rows * Data.Classes];
    }

    /// <summary>One call.</summary>
    [Benchmark]
    public void Predict() => _predictor!.Predict(_features, _outputs);
}
