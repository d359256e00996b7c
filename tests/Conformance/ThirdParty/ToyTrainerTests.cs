using Microsoft.ML;
using Microsoft.ML.Data;
using ThirdParty;

namespace MlPipeline.Conformance.Tests.ThirdParty;

/// <summary>A trainer that was written against ML.NET's own assemblies, unchanged (ToyTrainer.g.cs), runs here as well.</summary>
public class ToyTrainerTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void It_fits_evaluates_and_cross_validates()
    {
        IDataView data = Data();
        Assert.True(_context.MulticlassClassification.Evaluate(Pipeline().Fit(data).Transform(data)).MicroAccuracy > 0.9);
        Assert.All(_context.MulticlassClassification.CrossValidate(data, Pipeline(), numberOfFolds: 3), fold => Assert.True(fold.Metrics.MicroAccuracy > 0.8));
    }

    [Fact]
    public void Its_model_loads_without_registration_because_the_file_names_its_assembly()
    {
        IDataView data = Data();
        ITransformer model = Pipeline().Fit(data);
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        Assert.Equal(model.Transform(data).GetColumn<float[]>("Score"), loaded.Transform(data).GetColumn<float[]>("Score"));
    }

    private EstimatorChain<MulticlassPredictionTransformer<ToyModel>> Pipeline() =>
        _context.Transforms.Conversion.MapValueToKey("Label").Append(_context.MulticlassClassification.Trainers.Toy());

    private IDataView Data()
    {
        var random = new Random(1);
        return _context.Data.LoadFromEnumerable(Enumerable.Range(0, 150).Select(i => new Row
        {
            Label = i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "c",
            Features = [(i % 3 == 0 ? 2 : 0) + (float)random.NextDouble(), (i % 3 == 1 ? 2 : 0) + (float)random.NextDouble(), (i % 3 == 2 ? 2 : 0) + (float)random.NextDouble(), 1],
        }).ToList());
    }

    private sealed class Row
    {
        public string Label { get; set; } = "";

        [VectorType(4)]
        public float[] Features { get; set; } = [];
    }
}
