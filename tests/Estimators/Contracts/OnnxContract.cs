using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipeline.Estimators.Images;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>
/// A pipeline is exported to ONNX as it computes, or not at all. ML.NET leaves out transformers that do not take part,
/// and makes inputs of their outputs without a word.
/// </summary>
public class OnnxContract
{
    private const string Sentence =
        "Feedforward networks cannot be exported to ONNX yet; save the model with Model.Save and load it with this "
        + "library.";

    private const string ImageSentence =
        "LoadImagePixels cannot be exported to ONNX: a graph reads no files; export the steps behind it, and give them "
        + "pixels.";

    private readonly MLContext _context = new(1);

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void What_cannot_be_exported_is_refused_with_a_sentence(ContractCase contract)
    {
        IDataView data = _context.Data();
        ITransformer alone = contract.Make(_context).Fit(data);
        IEstimator<ITransformer> normalizer = _context.Transforms.NormalizeMinMax("Features");
        ITransformer within = normalizer
            .Append(contract.Make(_context))
            .Append(_context.Transforms.CopyColumns("Copy", "Features"))
            .Fit(data);
        foreach (ITransformer model in new[] { alone, Loaded(alone, data.Schema), within, Loaded(within, data.Schema) })
        {
            if (contract.Exports)
                Assert.NotEmpty(Graph(model, data));
            else
            {
                string expected =
                    contract.Transformer == typeof(ImagePixelLoadingTransformer) ? ImageSentence : Sentence;
                Assert.Equal(expected, Assert.Throws<NotSupportedException>(() => Graph(model, data)).Message);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void What_is_exported_computes_what_the_pipeline_computes(ContractCase contract)
    {
        if (!contract.Exports)
            return;
        IDataView data = _context.Data();
        ITransformer ours = contract.Make(_context).Fit(data);
        ITransformer after = _context.Regression.Trainers.Sdca("Value").Fit(data);
        ITransformer normalizer = _context.Transforms.NormalizeMinMax("Features").Fit(data);
        byte[] expected = Graph(normalizer.Append(after), data);
        // What varies pictures for training leaves them alone in a graph, on the data it was fitted on as on others.
        Assert.Equal(expected, Graph(ours.Append(normalizer).Append(after), data));
        Assert.Equal(expected, Graph(normalizer.Append(ours).Append(after), data));
    }

    [Fact]
    public void OneVersusAll_of_networks_is_refused_with_the_same_sentence()
    {
        IDataView data = _context.Data();
        ITransformer model = _context
            .MulticlassClassification.Trainers.OneVersusAll(
                _context.BinaryClassification.Trainers.FeedForward("Class", epochs: 1),
                "Class"
            )
            .Fit(data);
        Assert.Equal(Sentence, Assert.Throws<NotSupportedException>(() => Graph(model, data)).Message);
    }

    private byte[] Graph(ITransformer model, IDataView data)
    {
        using var file = new MemoryStream();
        _context.Model.ConvertToOnnx(model, data, file);
        return file.ToArray();
    }

    private static ITransformer Loaded(ITransformer model, DataViewSchema schema)
    {
        using var zip = new MemoryStream();
        new MLContext().Model.Save(model, schema, zip);
        zip.Position = 0;
        return new MLContext().Model.Load(zip, out _);
    }
}
