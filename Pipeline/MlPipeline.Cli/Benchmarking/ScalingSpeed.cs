using MlPipeline.Network;

namespace MlPipeline.Cli.Benchmarking;

/// <summary>
/// How the time of an epoch grows with the rows of the training set and with the units of the hidden layers.
/// </summary>
internal static class ScalingSpeed
{
    private const int HiddenLayers = 2;
    private const int BatchSize = 64;
    private const int Units = 128;
    private const int Rows = 4096;

    /// <summary>More rows with the same network, then more units with the same rows.</summary>
    public static IEnumerable<ScalingResult> Sweep(MeasuringPlan plan)
    {
        foreach (int rows in plan.ScalingRows)
            yield return Measure(plan, rows, Units);
        foreach (int units in plan.ScalingUnits)
            yield return Measure(plan, Math.Min(Rows, plan.Rows), units);
    }

    private static ScalingResult Measure(MeasuringPlan plan, int rows, int units)
    {
        NetworkSpec spec = SpecOf(units);
        double[] seconds = TrainingSpeed.EpochSeconds(
            plan,
            spec,
            RandomImages.TrainingSet(rows),
            new TrainingOptions { BatchSize = BatchSize }
        );
        return new ScalingResult(rows, units, spec.ParameterCount, Statistics.Median(seconds));
    }

    private static NetworkSpec SpecOf(int units) =>
        new()
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
