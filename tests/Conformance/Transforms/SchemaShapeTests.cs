using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipeline.Conformance.Tests.Transforms;

/// <summary>What an estimator says it will add is what its transformer adds.</summary>
public class SchemaShapeTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> Kinds =>
    [
        .. Normalizers.All, "Copy", "Concatenate", "Concatenate normalized", "Convert", "Convert keys", "Key", "Key of vector", "Key as text", "Back", "Select", "Drop", "CustomMapping",
        "Indicator", "Indicator of vector", "Bag of vector", "Bits", "Bits of vector", "Calibrated",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Estimator_and_transformer_agree(string kind)
    {
        IDataView rows = Golden.Rows(_context);
        IEstimator<ITransformer> estimator = Create(kind);

        SchemaShape promised = estimator.GetOutputSchema(ShapeOf(rows.Schema));
        SchemaShape kept = ShapeOf(estimator.Fit(rows).GetOutputSchema(rows.Schema));

        Assert.Equal(kept.Select(Describe).Order(), promised.Select(Describe).Order());
    }

    // Making a shape of a schema is internal in ML.NET.
    private static SchemaShape ShapeOf(DataViewSchema schema)
        => (SchemaShape)typeof(SchemaShape)
            .GetMethod("Create", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(DataViewSchema)])!
            .Invoke(null, [schema])!;

    private static string Describe(SchemaShape.Column column)
        => $"{column.Name}: {column.Kind} {column.ItemType.RawType.Name} {(column.IsKey ? "key" : "")} [{string.Join(", ", (column.Annotations?.Select(Describe) ?? []).Order())}]";

    private IEstimator<ITransformer> Create(string kind)
    {
        TransformsCatalog transforms = _context.Transforms;
        var key = transforms.Conversion.MapValueToKey("Key", "Label");
        return kind switch
        {
            "Copy" => key.Append(transforms.CopyColumns("Copy", "Key")),
            "Concatenate" => transforms.Concatenate("All", "Features", "Weight"),
            "Concatenate normalized" => transforms.NormalizeMinMax("Features").Append(transforms.Concatenate("All", "Features", "Features")),
            "Convert" => transforms.Conversion.ConvertType("Converted", "Features", DataKind.Int32),
            "Convert keys" => key.Append(transforms.Conversion.ConvertType("Converted", "Key", DataKind.Single)),
            "Key" => key,
            "Key of vector" => transforms.Concatenate("All", "Features", "Weight").Append(transforms.Conversion.MapValueToKey("Keys", "All")),
            "Key as text" => transforms.Conversion.MapValueToKey("Key", "Weight", addKeyValueAnnotationsAsText: true),
            "Back" => key.Append(transforms.Conversion.MapKeyToValue("Back", "Key")),
            "Select" => key.Append(transforms.SelectColumns("Key", "Features")),
            "Drop" => transforms.DropColumns("Weight"),
            "Indicator" => transforms.Categorical.OneHotEncoding("Encoded", "Label"),
            "Indicator of vector" => transforms.Categorical.OneHotEncoding("Encoded", "Features"),
            "Bag of vector" => transforms.Categorical.OneHotEncoding("Encoded", "Features", OneHotEncodingEstimator.OutputKind.Bag),
            "Bits" => transforms.Categorical.OneHotEncoding("Encoded", "Label", OneHotEncodingEstimator.OutputKind.Binary),
            "Bits of vector" => transforms.Categorical.OneHotEncoding("Encoded", "Features", OneHotEncodingEstimator.OutputKind.Binary),
            "Calibrated" => _context.BinaryClassification.Calibrators.Platt(slope: -1, offset: 0, scoreColumnName: "Weight"),
            "CustomMapping" => transforms.CustomMapping<GoldenRow, Doubled>((row, doubled) => doubled.Twice = 2 * row.Weight, null!),
            _ => Normalizers.Create(_context, kind, "Normal", "Features"),
        };
    }

    private sealed class Doubled
    {
        public float Twice { get; set; }
    }
}
