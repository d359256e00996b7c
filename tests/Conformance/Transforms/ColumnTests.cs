using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.Transforms;

public class ColumnTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Concatenated_values_are_those_of_MLNet()
    {
        IDataView rows = Golden.Rows(_context);

        IDataView joined = _context.Transforms.Concatenate("All", "Features", "Weight").Fit(rows).Transform(rows);

        Golden.AssertClose(Golden.Matrix("Concatenate Features,Weight"), Golden.Vectors(joined, "All"));
    }

    [Fact]
    public void Concatenated_scalars_name_their_slots()
    {
        IDataView rows = Golden.Rows(_context);

        DataViewSchema schema = _context.Transforms.Concatenate("All", "Features", "Weight")
            .Append(_context.Transforms.NormalizeMinMax("All")).Fit(rows).GetOutputSchema(rows.Schema);

        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["All"].GetSlotNames(ref names);
        Assert.Equal(["", "", "", "", "", "Weight"], names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Concatenation_is_normalized_when_all_of_it_is()
    {
        IDataView rows = Golden.Rows(_context);

        DataViewSchema schema = _context.Transforms.NormalizeMinMax("A", "Features")
            .Append(_context.Transforms.NormalizeMinMax("B", "Weight"))
            .Append(_context.Transforms.Concatenate("Both", "A", "B"))
            .Append(_context.Transforms.Concatenate("One", "A", "Weight")).Fit(rows).GetOutputSchema(rows.Schema);

        Assert.True(schema["Both"].IsNormalized());
        Assert.False(schema["One"].IsNormalized());
    }

    [Fact]
    public void Columns_of_different_items_do_not_concatenate()
    {
        IDataView rows = Golden.Rows(_context);

        var error = Assert.ThrowsAny<Exception>(() => _context.Transforms.Concatenate("All", "Features", "Index").Fit(rows));

        Assert.Contains("Index", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("concatenate")]
    [InlineData("normalize")]
    [InlineData("key")]
    [InlineData("convert")]
    [InlineData("drop")]
    public void A_missing_column_is_named(string kind)
    {
        IDataView rows = Golden.Rows(_context);
        IEstimator<ITransformer> estimator = kind switch
        {
            "copy" => _context.Transforms.CopyColumns("Copy", "Nowhere"),
            "concatenate" => _context.Transforms.Concatenate("All", "Features", "Nowhere"),
            "normalize" => _context.Transforms.NormalizeMinMax("Nowhere"),
            "key" => _context.Transforms.Conversion.MapValueToKey("Nowhere"),
            "convert" => _context.Transforms.Conversion.ConvertType("Nowhere"),
            _ => _context.Transforms.DropColumns("Nowhere"),
        };

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(rows).Transform(rows));

        Assert.Contains("Nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_the_wrong_type_is_named_with_both_types()
    {
        IDataView rows = Golden.Rows(_context);

        var error = Assert.ThrowsAny<Exception>(() => _context.Transforms.NormalizeMinMax("Label").Fit(rows));

        Assert.Contains("Label", error.Message, StringComparison.Ordinal);
        Assert.Contains("String", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Copied_columns_keep_values_type_and_annotations()
    {
        IDataView rows = Golden.Rows(_context);

        IDataView copied = _context.Transforms.Conversion.MapValueToKey("Label")
            .Append(_context.Transforms.CopyColumns("Copy", "Label")).Fit(rows).Transform(rows);

        Assert.Equal(copied.Schema["Label"].Type, copied.Schema["Copy"].Type);
        Assert.True(copied.Schema["Copy"].HasKeyValues());
        Assert.Equal(copied.GetColumn<uint>("Label"), copied.GetColumn<uint>("Copy"));
    }

    [Fact]
    public void Selected_columns_come_in_the_order_asked_for()
    {
        IDataView rows = Golden.Rows(_context);
        ITransformer fitted = _context.Transforms.SelectColumns("Weight", "Label").Fit(rows);

        IDataView selected = RoundTrip.Through(_context, fitted, rows.Schema).Transform(rows);

        Assert.Equal(["Weight", "Label"], selected.Schema.Select(column => column.Name));
        Assert.Equal(rows.GetColumn<float>("Weight"), selected.GetColumn<float>("Weight"));
        Assert.Equal(rows.GetColumn<string>("Label"), selected.GetColumn<string>("Label"));
    }

    [Fact]
    public void Dropped_columns_are_gone_and_the_others_stay()
    {
        IDataView rows = Golden.Rows(_context);
        ITransformer fitted = _context.Transforms.DropColumns("Weight", "Label").Fit(rows);

        IDataView left = RoundTrip.Through(_context, fitted, rows.Schema).Transform(rows);

        Assert.Equal(["Features", "Index"], left.Schema.Select(column => column.Name));
        Assert.Equal(rows.GetColumn<int>("Index"), left.GetColumn<int>("Index"));
    }
}
