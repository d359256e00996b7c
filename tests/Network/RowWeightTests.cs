using MlPipeline.Network.Memory;
using MlPipeline.Network.Parallel;
using MlPipeline.Network.Training;

namespace MlPipeline.Network.Tests;

/// <summary>The loss of a batch is the sum of weight times loss over its rows, divided by their number.</summary>
public class RowWeightTests
{
    private const int Rows = 9;
    private const int Inputs = 4;
    private const int Outputs = 3;

    public static TheoryData<LossKind> Losses => [.. Enum.GetValues<LossKind>()];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradient_and_loss_are_the_weighted_sums_of_those_of_single_rows(LossKind loss)
    {
        float[] weights = [0, 1, 2, 0.5f, 3, 1, 0, 0.25f, 10];
        FeedForwardNetwork network = Network(loss);
        (double batchLoss, float[] batch) = Gradient(network, Set(loss, Enumerable.Range(0, Rows), weights));
        double expectedLoss = 0;
        var expected = new double[batch.Length];
        for (int row = 0; row < Rows; row++)
        {
            (double rowLoss, float[] gradient) = Gradient(network, Set(loss, [row], null));
            expectedLoss += weights[row] * rowLoss / Rows;
            for (int i = 0; i < expected.Length; i++)
                expected[i] += weights[row] * (double)gradient[i] / Rows;
        }
        Assert.Equal(expectedLoss, batchLoss, 1e-5);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], batch[i], 1e-5);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Weights_of_one_change_no_bit(LossKind loss)
    {
        (float[] Parameters, TrainingHistory History) Train(float[]? weights)
        {
            FeedForwardNetwork network = Network(loss);
            TrainingSet set = Set(loss, Enumerable.Range(0, Rows), weights);
            TrainingHistory history = NetworkTrainer.Fit(
                network,
                set,
                new TrainingOptions
                {
                    Epochs = 3,
                    BatchSize = 4,
                    Seed = 1,
                },
                set
            );
            return (network.GetLayerParameters(0), history);
        }
        (float[] expected, TrainingHistory history) = Train(null);
        (float[] parameters, TrainingHistory weighted) = Train([.. Enumerable.Repeat(1f, Rows)]);
        Assert.Equal(expected, parameters);
        Assert.Equal(
            history.Epochs.Select(e => (e.Training, e.Validation)),
            weighted.Epochs.Select(e => (e.Training, e.Validation))
        );
    }

    [Fact]
    public void Evaluation_weighs_the_loss_and_counts_correct_rows_alike()
    {
        FeedForwardNetwork network = Network(LossKind.SoftmaxCrossEntropy);
        Evaluation[] alone =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row => NetworkTrainer.Evaluate(network, Set(LossKind.SoftmaxCrossEntropy, [row], null))),
        ];
        float[] weights = [.. Enumerable.Range(0, Rows).Select(row => row * 0.5f)];
        Evaluation all = NetworkTrainer.Evaluate(
            network,
            Set(LossKind.SoftmaxCrossEntropy, Enumerable.Range(0, Rows), weights)
        );
        Assert.Equal(alone.Select((evaluation, row) => weights[row] * evaluation.Loss).Average(), all.Loss, 1e-6);
        Assert.Equal(alone.Average(evaluation => evaluation.Accuracy), all.Accuracy, 1e-12);
    }

    [Theory]
    [InlineData(-1f, "The weight of row 2 is -1; give a finite number of at least 0.")]
    [InlineData(float.NaN, "The weight of row 2 is NaN; give a finite number of at least 0.")]
    [InlineData(float.PositiveInfinity, "The weight of row 2 is Infinity; give a finite number of at least 0.")]
    public void A_weight_outside_its_range_is_refused(float weight, string message)
    {
        float[] weights = [.. Enumerable.Range(0, Rows).Select(row => row == 2 ? weight : 1)];
        Assert.StartsWith(
            message,
            Assert
                .Throws<ArgumentException>(() => Set(LossKind.SquaredError, Enumerable.Range(0, Rows), weights))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void One_weight_a_row_is_needed() =>
        Assert.StartsWith(
            "There are 9 rows of features and 2 weights; give one a row.",
            Assert
                .Throws<ArgumentException>(() => Set(LossKind.SoftmaxCrossEntropy, Enumerable.Range(0, Rows), [1, 1]))
                .Message,
            StringComparison.Ordinal
        );

    private static FeedForwardNetwork Network(LossKind loss) =>
        new(
            new NetworkSpec
            {
                InputSize = Inputs,
                HiddenLayers = [new DenseSpec(6, ActivationKind.Tanh)],
                OutputSize = Outputs,
                Loss = loss,
            },
            InitializerKind.Xavier,
            seed: 2
        );

    private static TrainingSet Set(LossKind loss, IEnumerable<int> rows, float[]? weights)
    {
        var matrix = new FloatMatrix(Inputs);
        List<int> classes = [];
        List<float> values = [];
        foreach (int row in rows)
        {
            Span<float> x = matrix.AddRow();
            for (int i = 0; i < Inputs; i++)
                x[i] = MathF.Sin(row * Inputs + i);
            classes.Add(row % Outputs);
            for (int i = 0; i < Outputs; i++)
                values.Add((row + i) % 2);
        }
        return loss is LossKind.SoftmaxCrossEntropy or LossKind.SoftmaxSquaredError
            ? TrainingSet.OfClasses(matrix, [.. classes], weights)
            : TrainingSet.OfValues(matrix, [.. values], Outputs, weights);
    }

    private static (double Loss, float[] Gradient) Gradient(FeedForwardNetwork network, TrainingSet set)
    {
        using var team = new WorkerTeam(1);
        (double loss, AlignedBuffer gradient) = new TrainingStep(
            network,
            new TrainingOptions(),
            set.Rows,
            team
        ).ComputeGradient(Batch.All(set), set.Rows);
        return (loss, gradient.Span.ToArray());
    }
}
