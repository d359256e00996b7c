using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipeline.Conformance.Tests.Transforms;

public class MissingValueTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.DefaultValue, 0, 0)]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Mean, 2, 6)]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Minimum, 1, 5)]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Maximum, 3, 7)]
    public void Missing_numbers_are_replaced_slot_by_slot(MissingValueReplacingEstimator.ReplacementMode mode, float first, float second)
    {
        IDataView rows = _context.Data.LoadFromEnumerable(new Row[]
        {
            new() { Slots = [1, float.NaN] },
            new() { Slots = [float.NaN, 5] },
            new() { Slots = [3, 7] },
        });
        ITransformer fitted = _context.Transforms.ReplaceMissingValues("Filled", "Slots", mode).Fit(rows);

        IDataView filled = RoundTrip.Through(_context, fitted, rows.Schema).Transform(rows);

        Assert.Equal([[1, second], [first, 5], [3, 7]], Golden.Vectors(filled, "Filled"));
    }

    [Fact]
    public void All_slots_share_a_replacement_when_asked_to()
    {
        IDataView rows = _context.Data.LoadFromEnumerable(new Row[] { new() { Slots = [1, float.NaN] }, new() { Slots = [3, 8] } });

        IDataView filled = _context.Transforms
            .ReplaceMissingValues("Slots", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean, imputeBySlot: false)
            .Fit(rows).Transform(rows);

        Assert.Equal([[1f, 4], [3, 8]], Golden.Vectors(filled, "Slots"));
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Slots { get; set; } = [];
    }
}
