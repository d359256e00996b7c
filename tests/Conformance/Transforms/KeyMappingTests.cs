using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipeline.Conformance.Tests.Transforms;

public class KeyMappingTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence)]
    [InlineData(ValueToKeyMappingEstimator.KeyOrdinality.ByValue)]
    public void Keys_values_and_type_are_those_of_MLNet(ValueToKeyMappingEstimator.KeyOrdinality ordinality)
    {
        IDataView rows = Golden.Rows(_context);
        JsonElement golden = Golden.Section($"MapValueToKey {ordinality}");

        IDataView keyed = _context.Transforms.Conversion.MapValueToKey("Key", "Label", keyOrdinality: ordinality).Fit(rows).Transform(rows);

        Assert.Equal(golden.GetProperty("keys").Deserialize<uint[]>()!, keyed.GetColumn<uint>("Key"));
        Assert.Equal(golden.GetProperty("values").Deserialize<string[]>()!, KeyValuesOf(keyed.Schema["Key"]));
        Assert.Equal(golden.GetProperty("columnType").GetString(), keyed.Schema["Key"].Type.ToString());
    }

    [Fact]
    public void Unseen_and_missing_values_have_the_missing_key()
    {
        ITransformer fitted = _context.Transforms.Conversion.MapValueToKey("Label").Fit(Labels("cat", "", "dog"));

        Assert.Equal([2u, 0, 0, 1], fitted.Transform(Labels("dog", "fox", "", "cat")).GetColumn<uint>("Label"));
    }

    [Fact]
    public void No_more_keys_than_allowed_are_learnt()
    {
        ITransformer fitted = _context.Transforms.Conversion.MapValueToKey("Label", maximumNumberOfKeys: 2).Fit(Labels("c", "a", "b"));

        DataViewSchema schema = fitted.GetOutputSchema(Labels("c").Schema);

        Assert.Equal(["c", "a"], KeyValuesOf(schema["Label"]));
    }

    [Fact]
    public void Given_keys_replace_learnt_ones()
    {
        IDataView keys = Labels("dog", "cat");
        ITransformer fitted = _context.Transforms.Conversion.MapValueToKey("Label", keyData: keys).Fit(Labels("ant", "cat", "dog"));

        Assert.Equal([0u, 2, 1], fitted.Transform(Labels("ant", "cat", "dog")).GetColumn<uint>("Label"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_are_keyed_saved_and_mapped_back(bool asText)
    {
        IDataView rows = Golden.Rows(_context);
        ITransformer fitted = _context.Transforms.Conversion.MapValueToKey("Key", "Weight", addKeyValueAnnotationsAsText: asText)
            .Append(_context.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(rows);

        IDataView back = RoundTrip.Through(_context, fitted, rows.Schema).Transform(rows);

        if (asText)
            Assert.Equal(rows.GetColumn<float>("Weight"), back.GetColumn<string>("Back").Select(float.Parse));
        else
            Assert.Equal(rows.GetColumn<float>("Weight"), back.GetColumn<float>("Back"));
    }

    [Fact]
    public void Vectors_are_keyed_slot_by_slot()
    {
        IDataView rows = Golden.Rows(_context);

        IDataView back = _context.Transforms.Conversion.MapValueToKey("Key", "Features")
            .Append(_context.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(rows).Transform(rows);

        Assert.Equal(Golden.Vectors(rows, "Features"), Golden.Vectors(back, "Back"));
    }

    [Fact]
    public void Keys_that_are_mapped_again_keep_what_they_stand_for()
    {
        IDataView rows = Golden.Rows(_context);

        IDataView twice = _context.Transforms.Conversion.MapValueToKey("Key", "Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(_context.Transforms.Conversion.MapValueToKey("Again", "Key"))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Back", "Again")).Fit(rows).Transform(rows);

        Assert.Equal(["cat", "bee", "ant", "dog"], KeyValuesOf(twice.Schema["Again"]));
        Assert.Equal(rows.GetColumn<string>("Label"), twice.GetColumn<string>("Back"));
    }

    [Fact]
    public void A_column_that_is_no_key_cannot_be_mapped_back()
    {
        IDataView rows = Golden.Rows(_context);

        var error = Assert.ThrowsAny<ArgumentException>(() => _context.Transforms.Conversion.MapKeyToValue("Label").Fit(rows).Transform(rows));

        Assert.Contains("Label", error.Message, StringComparison.Ordinal);
    }

    private static string[] KeyValuesOf(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private IDataView Labels(params string[] labels)
        => _context.Data.LoadFromEnumerable(labels.Select(label => new LabelRow { Label = label }).ToArray());

    private sealed class LabelRow
    {
        public string Label { get; set; } = "";
    }
}
