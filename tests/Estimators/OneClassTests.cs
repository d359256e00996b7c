using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Estimators.Tests;

/// <summary>
/// Rows of one class teach a classifier nothing, and are refused before an hour of training shows it.
/// </summary>
public class OneClassTests
{
    private const int Rows = 12;

    private readonly MLContext _context = new(1);

    public static TheoryData<long> Limits => [1L << 30, 0];

    [Theory]
    [MemberData(nameof(Limits))]
    public void Multiclass_rows_of_one_class_are_refused(long limit)
    {
        foreach ((string label, string name) in new[] { ("Name", "cat"), ("Number", "5"), ("Raw", "2") })
        {
            IDataView data = label == "Raw" ? Data() : _context.Keyed(Data(), label);
            var trainer = _context.MulticlassClassification.Trainers.FeedForward(
                new FeedForwardMulticlassTrainer.Options { LabelColumnName = label, CacheSizeLimit = limit }
            );
            Assert.Equal(
                Message(name, label),
                Assert.Throws<InvalidOperationException>(() => trainer.Fit(data)).Message
            );
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Binary_rows_of_one_class_are_refused(long limit)
    {
        foreach ((string label, string name) in new[] { ("Flag", "True"), ("Value", "False"), ("Pair", "1") })
        {
            var trainer = _context.BinaryClassification.Trainers.FeedForward(
                new FeedForwardBinaryTrainer.Options { LabelColumnName = label, CacheSizeLimit = limit }
            );
            Assert.Equal(
                Message(name, label),
                Assert.Throws<InvalidOperationException>(() => trainer.Fit(Data())).Message
            );
        }
    }

    [Fact]
    public void A_second_row_of_another_class_is_enough()
    {
        IDataView data = _context.Data.LoadFromEnumerable([
            new Row { Name = "cat", Flag = true },
            new Row { Name = "dog" },
        ]);
        _context.MulticlassClassification.Trainers.FeedForward("Name", epochs: 1).Fit(_context.Keyed(data, "Name"));
        _context.BinaryClassification.Trainers.FeedForward("Flag", epochs: 1).Fit(data);
    }

    [Fact]
    public void A_regression_takes_rows_of_one_value() =>
        _context.Regression.Trainers.FeedForward("Value", epochs: 1).Fit(Data());

    private static string Message(string name, string label) =>
        $"All {Rows} rows of the training data have the class '{name}' in the label column '{label}'; a classifier "
        + $"needs rows of at least two classes.";

    private IDataView Data() =>
        _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, Rows)
                .Select(_ => new Row
                {
                    Name = "cat",
                    Number = 5,
                    Raw = 2,
                    Flag = true,
                    Value = -1,
                    Pair = 1,
                })
        );

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];

        public string Name { get; set; } = "";

        public int Number { get; set; }

        [KeyType(4)]
        public uint Raw { get; set; }

        public bool Flag { get; set; }

        public float Value { get; set; }

        [KeyType(2)]
        public uint Pair { get; set; }
    }
}
