using BenchmarkDotNet.Attributes;
using MlPipeline.Network;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Training;

namespace MlPipeline.Benchmarks;

/// <summary>One step of 784-128-128-128-128-10 with Adam: forward, backward, update. Allocates nothing.</summary>
[MemoryDiagnoser]
public class TrainingStepBenchmarks
{
    private const int Rows = 1024;

    private WorkerTeam? _team;
    private TrainingStep? _step;
    private BatchSource? _batches;

    /// <summary>Rows of a mini-batch.</summary>
    [Params(16, 64, 256)]
    public int BatchSize { get; set; }

    /// <summary>Threads that share the work.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes network and data.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _team = new WorkerTeam(Threads);
        var network = new FeedForwardNetwork(Data.Spec, InitializerKind.Xavier, seed: 1);
        _step = new TrainingStep(network, new TrainingOptions(), BatchSize, _team);
        _batches = new CachedBatches(Data.TrainingSet(Rows), BatchSize, shuffling: null);
    }

    /// <summary>Ends the threads.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _batches?.Dispose();
        _team?.Dispose();
    }

    /// <summary>The step; each takes the next rows.</summary>
    [Benchmark]
    public double Step()
    {
        int count = _batches!.Next();
        if (count == 0)
        {
            _batches.BeginEpoch();
            count = _batches.Next();
        }
        return _step!.Run(_batches, count, 0.001f).Loss;
    }
}
