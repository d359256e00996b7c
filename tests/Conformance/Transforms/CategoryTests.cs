using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipeline.Conformance.Tests.Transforms;

/// <summary>Categories as numbers.</summary>
public class CategoryTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Indicators_have_a_one_in_the_place_of_their_value()
    {
        IDataView rows = Rows(["b"], ["a"], ["b"], ["c"]);
        ITransformer fitted = _context.Transforms.Categorical.OneHotEncoding("Encoded", "Name").Fit(rows);

        IDataView encoded = RoundTrip.Through(_context, fitted, rows.Schema).Transform(Rows(["a"], ["c"], ["unseen"]));

        Assert.Equal([[0, 1, 0], [0, 0, 1], [0, 0, 0]], Golden.Vectors(encoded, "Encoded"));
        Assert.Equal(["b", "a", "c"], SlotNamesOf(encoded.Schema["Encoded"]));
        Assert.True(encoded.Schema["Encoded"].IsNormalized());
        Assert.Equal("Vector<Single, 3>", encoded.Schema["Encoded"].Type.ToString());
        Assert.Equal([0, 2], RangesOf(encoded.Schema["Encoded"]));
    }

    [Fact]
    public void Vectors_get_a_group_of_indicators_for_each_slot()
    {
        IDataView rows = Rows(["b"], ["a"]);
        IDataView encoded = _context.Transforms.Categorical.OneHotEncoding("Encoded", "Pair").Fit(rows).Transform(rows);
        Assert.Equal([[1, 0, 0, 0, 1, 0], [0, 0, 1, 0, 1, 0]], Golden.Vectors(encoded, "Encoded"));
        Assert.Equal("Vector<Single, 2, 3>", encoded.Schema["Encoded"].Type.ToString());
        Assert.Equal(["[0].b", "[0].x", "[0].a", "[1].b", "[1].x", "[1].a"], SlotNamesOf(encoded.Schema["Encoded"]));
        Assert.Equal([0, 2, 3, 5], RangesOf(encoded.Schema["Encoded"]));
    }

    [Fact]
    public void Bags_count_the_values_of_a_vector()
    {
        IDataView rows = Rows(["x"], ["a"], ["x"]);
        IDataView encoded = _context.Transforms.Categorical.OneHotEncoding("Encoded", "Pair", OneHotEncodingEstimator.OutputKind.Bag).Fit(rows).Transform(rows);
        Assert.Equal([[2, 0], [1, 1], [2, 0]], Golden.Vectors(encoded, "Encoded"));
        Assert.Equal(["x", "a"], SlotNamesOf(encoded.Schema["Encoded"]));
        Assert.Null(encoded.Schema["Encoded"].Annotations.Schema.GetColumnOrNull("CategoricalSlotRanges"));
    }

    [Fact]
    public void Keys_stay_keys_where_that_is_asked_for()
    {
        IDataView rows = Rows(["b"], ["a"], ["b"]);
        IDataView encoded = _context.Transforms.Categorical.OneHotEncoding("Encoded", "Name", OneHotEncodingEstimator.OutputKind.Key, keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(rows).Transform(rows);
        Assert.Equal([2u, 1, 2], encoded.GetColumn<uint>("Encoded"));
    }

    [Fact]
    public void Several_columns_are_encoded_each_with_its_own_values()
    {
        IDataView rows = Rows(["b"], ["a"]);
        IDataView encoded = _context.Transforms.Categorical.OneHotEncoding([new InputOutputColumnPair("One", "Name"), new InputOutputColumnPair("Two", "Pair")], OneHotEncodingEstimator.OutputKind.Bag).Fit(rows).Transform(rows);
        Assert.Equal([[1, 0], [0, 1]], Golden.Vectors(encoded, "One"));
        Assert.Equal([[1, 1, 0], [0, 1, 1]], Golden.Vectors(encoded, "Two"));
    }

    /// <summary>The example of ML.NET's documentation: keys of 10 values take 5 bits, and count from 0.</summary>
    [Fact]
    public void Bits_are_those_of_the_keys_number()
    {
        IDataView rows = _context.Data.LoadFromEnumerable(new uint[] { 10, 9, 3, 4, 0 }.Select(key => new KeyRow { Key = key }).ToArray());
        ITransformer fitted = _context.Transforms.Conversion.MapKeyToBinaryVector("Bits", "Key").Fit(rows);
        IDataView bits = RoundTrip.Through(_context, fitted, rows.Schema).Transform(rows);
        Assert.Equal([[0, 1, 0, 0, 1], [0, 1, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 1], [1, 1, 1, 1, 1]], Golden.Vectors(bits, "Bits"));
        Assert.Equal(["Bit4", "Bit3", "Bit2", "Bit1", "Bit0"], SlotNamesOf(bits.Schema["Bits"]));
    }

    [Fact]
    public void A_pipeline_encodes_single_examples_too()
    {
        IDataView rows = Rows(["b"], ["a"]);
        ITransformer fitted = _context.Transforms.Categorical.OneHotEncoding("Encoded", "Name").Fit(rows);
        PredictionEngine<Row, Encoded> engine = _context.Model.CreatePredictionEngine<Row, Encoded>(fitted);
        Assert.Equal([0, 1], engine.Predict(new Row { Name = "a" }).Values);
    }

    [Fact]
    public void A_column_without_keys_is_named()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => _context.Transforms.Conversion.MapKeyToVector("Name").Fit(Rows(["a"])));
        Assert.Contains("'Name'", error.Message, StringComparison.Ordinal);
        Assert.Contains("key", error.Message, StringComparison.Ordinal);
    }

    private static string[] SlotNamesOf(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static int[] RangesOf(DataViewSchema.Column column)
    {
        VBuffer<int> ranges = default;
        column.Annotations.GetValue("CategoricalSlotRanges", ref ranges);
        return [.. ranges.DenseValues()];
    }

    private IDataView Rows(params string[][] names) =>
        _context.Data.LoadFromEnumerable(names.Select(name => new Row { Name = name[0], Pair = [name[0], "x"] }).ToArray());

    private sealed class Row
    {
        public string Name { get; set; } = "";

        [VectorType(2)]
        public string[] Pair { get; set; } = ["", ""];
    }

    private sealed class KeyRow
    {
        [KeyType(10)]
        public uint Key { get; set; }
    }

    private sealed class Encoded
    {
        [ColumnName("Encoded")]
        public float[] Values { get; set; } = [];
    }
}
