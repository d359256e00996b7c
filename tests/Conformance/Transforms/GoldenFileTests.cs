using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.Transforms;

/// <summary>The files ML.NET saved: they load and transform the same here, and the same pipelines save the same bytes.</summary>
public class GoldenFileTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string, string> Files => new()
    {
        { "copy", "Copy" },
        { "concatenate", "All" },
        { "convert", "AsDouble" },
        { "key", "Label" },
        { "key-and-back", "Back" },
        { "min-max", "Features" },
        { "mean-variance", "Features" },
        { "chain", "All" },
        { "chain", "Name" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Loaded_files_transform_as_the_fitted_pipeline(string file, string column)
    {
        IDataView rows = Golden.Rows(_context);

        IDataView expected = Pipeline(file).Fit(rows).Transform(rows);
        IDataView actual = _context.Model.Load(Golden.FileOf(file), out _).Transform(rows);

        Assert.Equal(expected.Schema.Select(c => $"{c.Name}: {c.Type}"), actual.Schema.Select(c => $"{c.Name}: {c.Type}"));
        Assert.Equal(TextOf(expected, column), TextOf(actual, column));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Saved_files_have_the_entries_of_MLNets(string file, string column)
    {
        Assert.NotNull(column);
        IDataView rows = Golden.Rows(_context);
        using FileStream golden = File.OpenRead(Golden.FileOf(file));
        List<(string Name, byte[] Content)> expected = Golden.Entries(golden);

        using MemoryStream saved = RoundTrip.Save(_context, Pipeline(file).Fit(rows), rows.Schema);
        List<(string Name, byte[] Content)> actual = Golden.Entries(saved);

        Assert.Equal(expected.Select(entry => entry.Name), actual.Select(entry => entry.Name));
        foreach ((string name, byte[] content) in expected)
        {
            // The version that saved the file; not a matter of the transforms.
            if (name != "TrainingInfo/Version.txt")
                Assert.True(content.AsSpan().SequenceEqual(actual.First(entry => entry.Name == name).Content), $"'{name}' differs");
        }
    }

    private static List<string> TextOf(IDataView data, string column)
    {
        DataViewType type = data.Schema[column].Type;
        if (type is VectorDataViewType)
            return [.. Golden.Vectors(data, column).Select(row => string.Join(' ', row))];
        return type.RawType == typeof(double) ? [.. data.GetColumn<double>(column).Select(value => $"{value:R}")]
            : type.RawType == typeof(uint) ? [.. data.GetColumn<uint>(column).Select(value => $"{value}")]
            : [.. data.GetColumn<string>(column)];
    }

    private IEstimator<ITransformer> Pipeline(string file)
    {
        TransformsCatalog transforms = _context.Transforms;
        return file switch
        {
            "copy" => transforms.CopyColumns("Copy", "Features"),
            "concatenate" => transforms.Concatenate("All", "Features", "Weight"),
            "convert" => transforms.Conversion.ConvertType("AsDouble", "Weight", DataKind.Double),
            "key" => transforms.Conversion.MapValueToKey("Label"),
            "key-and-back" => transforms.Conversion.MapValueToKey("Label")
                .Append(transforms.Conversion.MapKeyToValue("Back", "Label")),
            "min-max" => transforms.NormalizeMinMax("Features"),
            "mean-variance" => transforms.NormalizeMeanVariance("Features", fixZero: false),
            "chain" => transforms.Conversion.MapValueToKey("Label")
                .Append(transforms.NormalizeMinMax("Scaled", "Features"))
                .Append(transforms.Concatenate("All", "Scaled", "Weight"))
                .Append(transforms.Conversion.MapKeyToValue("Name", "Label")),
            _ => throw new ArgumentException($"No golden file is called '{file}'.", nameof(file)),
        };
    }
}
