using MlPipeline.Network;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>How the time of an epoch grows with the rows of the training set and with the units of the hidden layers.</summary>
internal static class ScalingSpeed
{
    private const int HiddenLayers = 2, BatchSize = 64, Units = 128, Rows = 4096;

    /// <summary>More rows with the same network, then more units with the same rows.</summary>
    public static IEnumerable<ScalingResult> Sweep(MeasuringPlan plan)
    {
        foreach (int rows in plan.ScalingRows) yield return Measure(plan, rows, Units);
        foreach (int units in plan.ScalingUnits) yield return Measure(plan, Math.Min(Rows, plan.Rows), units);
    }

    private static ScalingResult Measure(MeasuringPlan plan, int rows, int units)
    {
        var spec = new NetworkSpec
        {
            InputSize = RandomImages.Width,
            HiddenLayers = [.. Enumerable.Repeat(new DenseSpec(units, ActivationKind.ReLU), HiddenLayers)],
            OutputSize = RandomImages.Classes,
        };
        TrainingSet data = RandomImages.TrainingSet(rows);
        var network = new FeedForwardNetwork(spec, InitializerKind.He, seed: 1);
        TrainingHistory history = NetworkTrainer.Fit(network, data, new TrainingOptions { Epochs = 1 + plan.Rounds, BatchSize = BatchSize }, cancellation: plan.Cancellation);
        // The first epoch touches buffers and is compiled on the way.
        double seconds = Statistics.Median([.. history.Epochs.Skip(1).Select(epoch => epoch.Seconds)]);
        return new ScalingResult(rows, units, spec.ParameterCount, seconds);
    }
}

/// <summary>The time of an epoch.</summary>
/// <param name="Rows">Rows of the training set.</param>
/// <param name="Units">Units of each hidden layer.</param>
/// <param name="Parameters">Weights and biases of the network.</param>
/// <param name="Seconds">Median over epochs.</param>
internal sealed record ScalingResult(int Rows, int Units, long Parameters, double Seconds);
