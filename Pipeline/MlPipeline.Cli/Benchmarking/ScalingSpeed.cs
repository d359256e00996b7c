using MlPipeline.Network;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>How the time of an epoch grows with the rows of the training set and with the units of the hidden layers.</summary>
internal static class ScalingSpeed
{
    private const int HiddenLayers = 2, BatchSize = 64, Units = 128, Rows = 4096;

    /// <summary>More rows with the same network, then more units with the same rows.</summary>
    public static IEnumerable<ScalingResult> Sweep(MeasuringPlan plan)
    {
        plan.WarmedUp(() => Train(plan, SpecOf(Units), RandomImages.TrainingSet(plan.ScalingRows[0]), epochs: 1));
        foreach (int rows in plan.ScalingRows) yield return Measure(plan, rows, Units);
        foreach (int units in plan.ScalingUnits) yield return Measure(plan, Math.Min(Rows, plan.Rows), units);
    }

    private static ScalingResult Measure(MeasuringPlan plan, int rows, int units)
    {
        NetworkSpec spec = SpecOf(units);
        TrainingSet data = RandomImages.TrainingSet(rows);
        int passes = plan.PassesFor(Train(plan, spec, data, epochs: 1)[0]);
        // The first epoch touches the buffers.
        double[] rounds = [.. Train(plan, spec, data, 1 + plan.Rounds * passes).Skip(1).Chunk(passes).Select(epochs => epochs.Average())];
        return new ScalingResult(rows, units, spec.ParameterCount, Statistics.Median(rounds));
    }

    // Seconds of each epoch.
    private static double[] Train(MeasuringPlan plan, NetworkSpec spec, TrainingSet data, int epochs)
    {
        var network = new FeedForwardNetwork(spec, InitializerKind.He, seed: 1);
        TrainingHistory history = NetworkTrainer.Fit(network, data, new TrainingOptions { Epochs = epochs, BatchSize = BatchSize }, cancellation: plan.Cancellation);
        return [.. history.Epochs.Select(epoch => epoch.Seconds)];
    }

    private static NetworkSpec SpecOf(int units) => new()
    {
        InputSize = RandomImages.Width,
        HiddenLayers = [.. Enumerable.Repeat(new DenseSpec(units, ActivationKind.ReLU), HiddenLayers)],
        OutputSize = RandomImages.Classes,
    };
}

/// <summary>The time of an epoch.</summary>
/// <param name="Rows">Rows of the training set.</param>
/// <param name="Units">Units of each hidden layer.</param>
/// <param name="Parameters">Weights and biases of the network.</param>
/// <param name="Seconds">Median over epochs.</param>
internal sealed record ScalingResult(int Rows, int Units, long Parameters, double Seconds);
