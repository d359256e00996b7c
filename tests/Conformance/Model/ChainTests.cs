using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipeline.Conformance.Tests.Model;

public class ChainTests
{
    [Fact]
    public void Transform_leaves_training_only_steps_out_and_fitting_does_not()
    {
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable(Rows());
        EstimatorChain<Microsoft.ML.Transforms.ColumnCopyingTransformer> chain = new EstimatorChain<ITransformer>()
            .Append(context.Transforms.CopyColumns("TrainingOnly", "X"), TransformerScope.Training)
            .Append(context.Transforms.CopyColumns("Always", "TrainingOnly"), TransformerScope.Training)
            .Append(context.Transforms.CopyColumns("Scored", "X"));
        ITransformer model = chain.Fit(data);
        IDataView scored = Reload(context, model, data.Schema).Transform(data);
        Assert.Null(scored.Schema.GetColumnOrNull("TrainingOnly"));
        Assert.NotNull(scored.Schema.GetColumnOrNull("Scored"));
        Assert.Equal(scored.GetColumn<float>("X"), scored.GetColumn<float>("Scored"));
    }

    [Fact]
    public void A_cache_checkpoint_reads_its_source_once()
    {
        var context = new MLContext(1);
        int reads = 0;
        IEnumerable<Row> Counted()
        {
            reads++;
            return Rows();
        }
        IDataView data = context.Data.Cache(context.Data.LoadFromEnumerable(new Lazily(Counted)));
        Assert.Equal(data.GetColumn<float>("X"), data.GetColumn<float>("X"));
        Assert.Equal(1, reads);
    }

    [Fact]
    public void A_file_that_is_no_model_is_a_format_error()
    {
        using var stream = new MemoryStream([1, 2, 3]);
        Assert.Contains("is no model", Assert.Throws<FormatException>(() => new MLContext().Model.Load(stream, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Saving_over_a_model_leaves_no_other_file_behind()
    {
        string directory = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var context = new MLContext(1);
            IDataView data = context.Data.LoadFromEnumerable(Rows());
            ITransformer model = context.Transforms.CopyColumns("Y", "X").Fit(data);
            string path = Path.Combine(directory, "m.zip");
            context.Model.Save(model, data.Schema, path);
            context.Model.Save(model, data.Schema, path);
            Assert.Equal([path], Directory.GetFiles(directory));
            context.Model.Load(path, out DataViewSchema schema);
            Assert.Equal(["X", "Text"], schema.Select(column => column.Name));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void An_engine_predicts_what_the_pipeline_does()
    {
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable(Rows());
        ITransformer model = context.Transforms.Conversion.MapValueToKey("Key", "Text")
            .Append(context.Transforms.Conversion.MapKeyToValue("Back", "Key"))
            .Fit(data);
        PredictionEngine<Row, Output> engine = context.Model.CreatePredictionEngine<Row, Output>(model);
        Assert.Equal("b", engine.Predict(new Row { Text = "b" }).Back);
        Assert.Equal("", engine.Predict(new Row { Text = "unseen" }).Back);
    }

    private static ITransformer Reload(MLContext context, ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        context.Model.Save(model, schema, stream);
        stream.Position = 0;
        return context.Model.Load(stream, out _);
    }

    private static List<Row> Rows() => [.. Enumerable.Range(0, 10).Select(i => new Row { X = i, Text = i % 2 == 0 ? "a" : "b" })];

    private sealed class Row
    {
        public float X { get; set; }

        public string Text { get; set; } = "";
    }

    private sealed class Output
    {
        public string Back { get; set; } = "?";
    }

    private sealed class Lazily(Func<IEnumerable<Row>> rows) : IEnumerable<Row>
    {
        public IEnumerator<Row> GetEnumerator() => rows().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
